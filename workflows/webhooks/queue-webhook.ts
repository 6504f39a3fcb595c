import { isDuplicateKey } from '../../models/connection.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { Partner, type PartnerRecord } from '../../models/partner.ts';
import { PartnerImport, type PartnerImportRecord, type PartnerImportState } from '../../models/partner-import.ts';
import { WebhookDelivery, type WebhookType } from '../../models/webhook-delivery.ts';
import { startsJob } from '../events.ts';
import type { Services } from '../services.ts';

const DECIDED: PartnerImportState[] = ['booked', 'rejected', 'cancelled'];

/**
 * What a decision on an import writes in its own update for the partner to be told (domain 183, 189). Imports made before
 * partners had a record of their own have nobody to tell.
 */
export function webhookEvents(
  at: Date,
  { _id, cabinetId, partnerId }: Pick<PartnerImportRecord, '_id' | 'cabinetId' | 'partnerId'>,
): OutboxEvent[] {
  return partnerId ? [startsJob(at, 'deliver-webhook', { cabinetId, importId: String(_id) })] : [];
}

/**
 * Records that the partner is to be told of its import as it stands: two changes in a row that are not told yet become one
 * message, and the same event twice finds it taken. A partner without a webhook is told nothing.
 *
 * @returns the message's identifier, new or not; undefined when there is nobody to tell.
 */
export async function queueWebhook(
  { now }: Services,
  { cabinetId, importId }: { cabinetId: string; importId: string },
): Promise<string | undefined> {
  const found = await PartnerImport.findOne(
    { _id: importId, cabinetId, status: { $ne: 'receiving' } },
    { partnerId: 1, status: 1, version: 1 },
  ).lean<PartnerImportRecord>();
  if (!found?.partnerId) return undefined;
  const { partnerId, status, version } = found;
  const partner = await Partner.findOne(
    { _id: partnerId, cabinetId },
    { webhook: 1, revokedAt: 1 },
  ).lean<PartnerRecord>();
  if (!partner?.webhook || partner.revokedAt) return undefined;
  const at = now();
  const _id = `import:${importId}:${status}:${version}`;
  try {
    await WebhookDelivery.create({
      ...{ _id, cabinetId, partnerId, importId: found._id, type: webhookType(status) },
      ...{ state: 'queued', nextAttemptAt: at, createdAt: at },
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return _id;
}

export function webhookType(status: PartnerImportState): WebhookType {
  return DECIDED.includes(status) ? 'partner-import.decided' : 'partner-import.read';
}
