import { createHmac } from 'node:crypto';
import type { PartnerWebhook } from '../../models/partner.ts';

/**
 * The value of `Relais-Signature`: `t=<unix seconds>,v1=<HMAC-SHA256 of "<t>.<body>" in hexadecimal>`. The moment is signed
 * too, so that what was overheard cannot be sent again later. While a secret is being changed there is a second `v1`, by
 * the old one. The secret is the key as it is written, `whsec_` included.
 */
export function signWebhook(
  { secret, previousSecret, previousUntil }: PartnerWebhook,
  body: string | Buffer,
  at: Date,
): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const isChanging = previousSecret !== undefined && previousUntil !== undefined && previousUntil > at;
  const signatures = [secret, ...(isChanging ? [previousSecret] : [])].map((key) =>
    createHmac('sha256', key).update(`${seconds}.`).update(body).digest('hex'),
  );
  return [`t=${seconds}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
}
