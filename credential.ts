import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import type { Credential } from './config.ts';

/** One named credential class, never the guessing one: what is configured is what is used (facts: graph.md section 1). */
export function createCredential(credential: Credential): TokenCredential | undefined {
  switch (credential.kind) {
    case 'none':
      return undefined;
    case 'managed-identity':
      return new ManagedIdentityCredential({ clientId: credential.clientId });
    case 'workload-identity':
      return new WorkloadIdentityCredential({
        clientId: credential.clientId,
        tenantId: credential.tenantId,
        tokenFilePath: credential.tokenFile,
      });
    case 'certificate':
      return new ClientCertificateCredential(credential.tenantId, credential.clientId, {
        certificatePath: credential.path,
      });
    case 'secret':
      return new ClientSecretCredential(credential.tenantId, credential.clientId, credential.secret);
  }
}
