/** A door of the API, as another program or a browser comes to it. */
import { request } from 'node:http';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import type { Staff } from '../../workflows/rights.ts';
import type { World } from '../support/world.ts';

export async function call(world: World, method: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${world.apiUrl}${path}`, {
    method,
    ...init,
    ...(init.body ? { duplex: 'half' } : {}),
  } as RequestInit);
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

export async function keyOf(
  world: World,
  admin: Staff,
): Promise<{ key: string; keyId: string; headers: Record<string, string> }> {
  const made = await createKey(world.services, admin, { label: 'Essai', scopes: ['dossiers.import'] });
  return { ...made, headers: { authorization: `Bearer ${made.key}` } };
}

/** Sends the beginning of a body and cuts the line. */
export function cut(world: World, path: string, headers: Record<string, string>, start: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const { port } = new URL(world.apiUrl);
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      headers: { ...headers, 'content-length': '1000000' },
    });
    outgoing.on('error', () => resolve());
    outgoing.on('close', () => resolve());
    outgoing.write(start, () => setTimeout(() => outgoing.destroy(), 50));
  });
}

export function formOf(
  bytes: Buffer,
  name = 'clients.csv',
  boundary = 'xYzZY',
): { body: Buffer; headers: Record<string, string> } {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="fichier"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
