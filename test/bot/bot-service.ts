/**
 * Bot Service as a configured server meets it: OpenID metadata and keys on the loopback address, and tokens signed with
 * them. Everything about a token can be made wrong.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ISSUER = 'https://api.botframework.com';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';
export const APP_ID = '0b7c4a1e-52d9-4f3c-8f0a-6a2d3b1c9e77';
export const TENANT_ID = '9d4e2b70-1c5f-4a8e-b6f3-7e0d5c2a1b94';

type TokenParts = {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Which key signs, when it is not the one that the header names. */
  signedBy?: string;
};

export type BotService = Awaited<ReturnType<typeof startBotService>>;

export async function startBotService() {
  const privateKeys = new Map<string, KeyObject>();
  const keys = [
    publish('teams', ['msteams', 'webchat']),
    publish('other-channel', ['directline']),
    publish('not-endorsed', undefined),
  ];
  // Signs well, but nobody publishes it.
  privateKeys.set('stranger', newKey());

  function publish(kid: string, endorsements: string[] | undefined) {
    const key = newKey();
    privateKeys.set(kid, key);
    return {
      ...createPublicKey(key).export({ format: 'jwk' }),
      kid,
      use: 'sig',
      ...(endorsements && { endorsements }),
    };
  }

  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') return void response.end(JSON.stringify({ keys }));
    response.end(JSON.stringify({ issuer: ISSUER, jwks_uri: `${url}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A token as Bot Service issues it for Teams, with what the test changes; a claim set to undefined is left out. */
  function token({ header = {}, claims = {}, signedBy }: TokenParts = {}): string {
    const now = Math.floor(Date.now() / 1_000);
    const kid = String(header.kid ?? 'teams');
    const fullHeader = { alg: 'RS256', typ: 'JWT', kid, ...header };
    const fullClaims = {
      iss: ISSUER,
      aud: APP_ID,
      serviceurl: SERVICE_URL,
      nbf: now - 60,
      exp: now + 3_600,
      ...claims,
    };
    const content = `${encode(fullHeader)}.${encode(fullClaims)}`;
    if (fullHeader.alg === 'none') return `${content}.`;
    const key = privateKeys.get(signedBy ?? kid);
    if (!key) throw new Error(`No key ${signedBy ?? kid}`);
    return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
  }

  return {
    /** What a deployment puts in its environment to be a configured server. */
    environment: {
      MicrosoftAppId: APP_ID,
      MicrosoftAppTenantId: TENANT_ID,
      MicrosoftAppPassword: 'never-used',
      MAIL_SENDER: 'relais@vauban-conseil.example',
      PUBLIC_URL: 'https://relais.example',
      FIRM_NAME: 'Cabinet Vauban Conseil',
      BotOpenIdMetadata: `${url}/.well-known/openidconfiguration`,
    },
    token,
    header: (parts?: TokenParts) => ({ authorization: `Bearer ${token(parts)}` }),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
