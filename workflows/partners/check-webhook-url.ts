/** Pure checks of the address at which a partner wants to be told. */
import { isIP } from 'node:net';
import { isLoopback } from '../../config.ts';
import { isPublicAddress } from '../webhooks/is-public-address.ts';

export type WebhookFault = 'webhook-invalid' | 'webhook-not-https' | 'webhook-credentials' | 'webhook-private';

const LONGEST = 500;
/** Names that no public server has. */
const PRIVATE_NAME = /^[^.]+$|\.(local|localhost|internal|intranet|lan|home|corp|home\.arpa)$/;

/**
 * Reads an address, `https://` being understood when none is typed: public, encrypted, and without a password in it. In
 * local mode the addresses of this machine are taken too, encrypted or not.
 */
export function checkWebhookUrl(
  typed: string,
  { isLocal }: { isLocal: boolean },
): { ok: true; url: string } | { ok: false; fault: WebhookFault } {
  const text = typed.trim();
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (whole.length > LONGEST || /\s/.test(whole) || !URL.canParse(whole)) return refused('webhook-invalid');
  const url = new URL(whole);
  if (url.username || url.password) return refused('webhook-credentials');
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isOwn = isLocal && isLoopback(host);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:')) return refused('webhook-not-https');
  if (!isOwn && isPrivate(host)) return refused('webhook-private');
  // Never sent by anybody.
  url.hash = '';
  return { ok: true, url: url.href };
}

function isPrivate(host: string): boolean {
  return isIP(host) === 0 ? PRIVATE_NAME.test(host) : !isPublicAddress(host);
}

function refused(fault: WebhookFault): { ok: false; fault: WebhookFault } {
  return { ok: false, fault };
}
