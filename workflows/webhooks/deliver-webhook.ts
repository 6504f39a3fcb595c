import { log } from '../../log.ts';
import { Partner, type PartnerRecord } from '../../models/partner.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import type { WebhookDeliveryRecord, WebhookDeliveryState } from '../../models/webhook-delivery.ts';
import { findDossierCodes } from '../partner-imports/find-dossier-codes.ts';
import { checkWebhookUrl } from '../partners/check-webhook-url.ts';
import type { Services } from '../services.ts';
import { claimWebhook } from './claim-webhook.ts';
import { type Calling, postWebhook } from './post-webhook.ts';
import { queueWebhook, webhookType } from './queue-webhook.ts';
import { settleWebhook, type WebhookOutcome } from './settle-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

/** An import as the partner reads it at the API, of which this folder knows nothing. @param code of its dossier */
export type PresentImport = (record: PartnerImportRecord, code: string) => object;

/**
 * Tells a partner what has become of its import, as the import is now and at the address that the partner has now: what
 * arrives late is true all the same. One call; when it comes to nothing, the record says when the next one is due.
 *
 * @param deliveryId of a message that was tried before; without one, the import's latest state is the message.
 * @returns what became of it; undefined when there was nothing to do.
 */
export async function deliverWebhook(
  services: Services,
  { cabinetId, importId, deliveryId }: { cabinetId: string; importId: string; deliveryId?: string },
  { present, ...calling }: { present: PresentImport } & Calling,
): Promise<WebhookDeliveryState | undefined> {
  const id = deliveryId ?? (await queueWebhook(services, { cabinetId, importId }));
  const claimed = id && (await claimWebhook(services, { cabinetId, deliveryId: id }));
  if (!claimed) return undefined;
  const outcome = await send(services, claimed, present, calling);
  return settleWebhook(services, claimed, outcome);
}

async function send(
  { config, now }: Services,
  { _id, cabinetId, partnerId, importId, createdAt }: WebhookDeliveryRecord,
  present: PresentImport,
  calling: Calling,
): Promise<WebhookOutcome> {
  const partner = await Partner.findOne({ _id: partnerId, cabinetId }).lean<PartnerRecord>();
  if (!partner || partner.revokedAt) return { end: 'partner-revoked' };
  const { webhook, reach, dossierIds } = partner;
  if (!webhook) return { end: 'webhook-removed' };
  // As it was when the address was typed in, another mode or another list may have let it through.
  const checked = checkWebhookUrl(webhook.url, config);
  if (!checked.ok) return { end: 'address-refused' };
  const record = await PartnerImport.findOne(
    { _id: importId, cabinetId, status: { $ne: 'receiving' } },
    { sketch: 0, outbox: 0 },
  ).lean<PartnerImportRecord>();
  if (!record) return { end: 'import-gone' };
  // The API would no longer show it to this partner.
  const isWithin = reach === 'all' || dossierIds.some((one) => one.equals(record.dossierId));
  if (!isWithin) return { end: 'out-of-reach' };
  const codes = await findDossierCodes(cabinetId, [record]);
  const message = {
    ...{ id: _id, type: webhookType(record.status), createdAt: createdAt.toISOString() },
    data: { import: present(record, codes.get(String(record.dossierId)) ?? '') },
  };
  const body = Buffer.from(JSON.stringify(message));
  const headers = { 'relais-delivery': _id, 'relais-signature': signWebhook(webhook, body, now()) };
  const called = await postWebhook(checked.url, body, headers, calling);
  if ('fault' in called) log().info({ delivery: _id, ...called }, 'a webhook did not answer');
  return called;
}
