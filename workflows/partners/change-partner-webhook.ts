import type { PartnerWebhook } from '../../models/partner.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { changePartner, type ThatPartner, type Via } from './change-partner.ts';
import { makeWebhook, webhookTrace } from './make-webhook.ts';

export type ChangedWebhook =
  | { outcome: 'stale' }
  | { outcome: 'removed' }
  | { outcome: 'changed'; name: string; url: string /** Shown once. */; secret: string; oldUntil?: Date };

/**
 * Says where a partner is to be told what becomes of its files, or that it no longer is (`url` null). Each address comes
 * with a new secret, shown once; the old one signs as well for 24 hours, so that the partner changes without a gap. The
 * secret is kept as it is, where a key's fingerprint is enough: we sign with it (`models/partner.ts`).
 *
 * @throws AppError `not-found`, `not-allowed`, `partner-revoked`, and those of `makeWebhook`.
 */
export async function changePartnerWebhook(
  services: Services,
  staff: Staff,
  input: ThatPartner & { url: string | null; via: Via },
): Promise<ChangedWebhook> {
  let made: PartnerWebhook | undefined;
  const { outcome, partner } = await changePartner(services, staff, input, ({ webhook }) => {
    made = input.url === null ? undefined : makeWebhook(services, input.url, webhook);
    if (!made && !webhook) return undefined;
    return {
      ...{ act: 'partner.webhook-changed', before: webhookTrace(webhook), after: webhookTrace(made) },
      ...(made ? { set: { webhook: made } } : { unset: { webhook: 1 } }),
    };
  });
  if (outcome === 'stale') return { outcome };
  if (!made) return { outcome: 'removed' };
  const { url, secret, previousUntil } = made;
  return { outcome: 'changed', name: partner.name, url, secret, ...(previousUntil && { oldUntil: previousUntil }) };
}
