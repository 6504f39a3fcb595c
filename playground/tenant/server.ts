/** Starts the local tenant. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FIRM } from '../firm.ts';
import { createApp } from './app.ts';
import { FaultRules } from './faults.ts';
import { InvitationThrottle } from './invitation-throttle.ts';
import { Journal } from './journal.ts';
import { RequestLog } from './requests.ts';
import { seedChanges } from './seed.ts';
import { defaultSettings, type TenantSettings } from './settings.ts';
import { TenantStore } from './store.ts';
import type { Tenant } from './tenant.ts';

export type LocalTenantOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where the journal is kept; nothing outlives the process without it. */
  folder?: string;
  replicationSeconds?: number;
  firmName?: string;
  /** Mailboxes the application may send from. */
  mailboxes?: string[];
  now?: () => Date;
};

export type LocalTenant = { url: string; port: number; close(): Promise<void> };

/**
 * Listens on 127.0.0.1 and nowhere else.
 * @throws the system's EADDRINUSE when the port is taken, or an Error in French when the journal cannot be read.
 */
export async function startLocalTenant(options: LocalTenantOptions): Promise<LocalTenant> {
  const server = createServer();
  // The port comes first: whoever has it owns the journal, and a second process must not so much as open it.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const initial: Partial<TenantSettings> = {
    replicationSeconds: options.replicationSeconds ?? 0,
    mailboxes: (options.mailboxes ?? [FIRM.mailbox]).map((mailbox) => mailbox.toLowerCase()),
  };
  let store: TenantStore;
  try {
    store = new TenantStore(options.folder ? new Journal(options.folder) : undefined, seedChanges());
  } catch (error) {
    server.close();
    throw error;
  }
  const tenant: Tenant = {
    store,
    settings: defaultSettings(initial),
    faults: new FaultRules(),
    requests: new RequestLog(),
    throttle: new InvitationThrottle(),
    firmName: options.firmName ?? FIRM.name,
    url: `http://127.0.0.1:${port}`,
    now: options.now ?? (() => new Date()),
  };
  server.on('request', createApp(tenant, initial));
  return {
    url: tenant.url,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          store.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
