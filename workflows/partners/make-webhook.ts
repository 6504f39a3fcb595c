import { randomBytes } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { PartnerWebhook } from '../../models/partner.ts';
import type { Services } from '../services.ts';
import { checkWebhookUrl } from './check-webhook-url.ts';

/** How long messages are signed with the old secret as well. */
const OLD_SECRET_MS = 24 * 60 * 60 * 1_000;

/**
 * The webhook at an address, with a new secret: `whsec_` and 32 random bytes in base64, as Standard Webhooks write it.
 *
 * @param before the webhook whose place it takes: its secret stays good for 24 hours.
 * @throws AppError `webhook-invalid`, `webhook-not-https`, `webhook-credentials`, `webhook-private`.
 */
export function makeWebhook({ config, now }: Services, typed: string, before?: PartnerWebhook): PartnerWebhook {
  const checked = checkWebhookUrl(typed, config);
  if (!checked.ok) throw new AppError(checked.fault);
  return {
    url: checked.url,
    secret: `whsec_${randomBytes(32).toString('base64')}`,
    ...(before && {
      previousSecret: before.secret,
      previousUntil: new Date(now().getTime() + OLD_SECRET_MS),
    }),
  };
}

/** What the audit trail says of it: addresses often end with a word that opens them, so the host alone is written. */
export function webhookTrace(webhook: PartnerWebhook | undefined): { webhookHost: string | null } {
  return { webhookHost: webhook ? new URL(webhook.url).host : null };
}
