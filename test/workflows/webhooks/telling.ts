/** A firm, a partner that wants to be told, and imports of its on a dossier. */
import mongoose, { Types } from 'mongoose';
import { presentImport } from '../../../api/present-import.ts';
import { AuditEvent } from '../../../models/audit-event.ts';
import { movePartnerImport } from '../../../models/move-partner-import.ts';
import { PartnerImport, type PartnerImportRecord, type PartnerImportState } from '../../../models/partner-import.ts';
import { WebhookDelivery, type WebhookDeliveryRecord } from '../../../models/webhook-delivery.ts';
import { dispatchSoon } from '../../../workflows/dispatch-outbox.ts';
import { withdrawImport } from '../../../workflows/partner-imports/withdraw-import.ts';
import { createPartner } from '../../../workflows/partners/create-partner.ts';
import { deliverWebhook } from '../../../workflows/webhooks/deliver-webhook.ts';
import type { Calling } from '../../../workflows/webhooks/post-webhook.ts';
import { webhookEvents } from '../../../workflows/webhooks/queue-webhook.ts';
import { sweepWebhooks } from '../../../workflows/webhooks/sweep-webhooks.ts';
import { startWebhookReceiver } from '../../support/webhook-receiver.ts';
import { buildWorld } from '../../support/world.ts';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const VIA = { via: { door: 'teams' } } as const;

export type Telling = Awaited<ReturnType<typeof buildTelling>>;

export async function buildTelling(name: string) {
  const world = await buildWorld(name);
  const { services, cabinetId, clock } = world;
  const admin = world.asStaff(await world.buildStaff({ roles: ['administrateur'] }));
  const dossier = await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Les Fleurs de Léa' });
  const receiver = await startWebhookReceiver();
  let made = 0;

  async function partnerAt(webhookUrl: string | null = receiver.url, dossierIds: string[] | null = null) {
    made += 1;
    const input = { name: `Pulsar ${made}`, dossierIds, ...VIA, ...(webhookUrl && { webhookUrl }) };
    const { partnerId, webhookSecret: secret = '' } = await createPartner(services, admin, input);
    return { partnerId, secret };
  }

  async function importOf(partnerId: string, status: PartnerImportState = 'awaiting'): Promise<PartnerImportRecord> {
    const record = await PartnerImport.create({
      ...{ cabinetId, dossierId: dossier._id, partnerId, partner: 'Pulsar', fileName: 'ventes.txt', format: 'fec' },
      ...{
        status,
        sha256: String(new Types.ObjectId()),
        totals: { lines: 2, entries: 1, debit: 12_000, credit: 12_000 },
      },
    });
    return record.toObject();
  }

  /** A decision as any will be: one write, with what tells the partner. */
  async function decide({ _id, partnerId }: PartnerImportRecord, to: PartnerImportState): Promise<void> {
    const events = webhookEvents(clock.now(), { _id, cabinetId, partnerId });
    const moved = await movePartnerImport({ where: { _id, cabinetId }, to, events });
    await dispatchSoon(services, 'partner-import', moved!);
  }

  return {
    ...{ world, admin, dossier, receiver, partnerAt, importOf, decide },
    async withdraw({ _id, partnerId }: PartnerImportRecord): Promise<void> {
      await withdrawImport(services, { cabinetId, partnerId: partnerId! }, String(_id));
    },
    /** A call now, without the queue. */
    deliver({ _id }: Pick<PartnerImportRecord, '_id'>, calling: Calling & { deliveryId?: string } = {}) {
      const { deliveryId, ...rest } = calling;
      const ids = { cabinetId, importId: String(_id), ...(deliveryId && { deliveryId }) };
      return deliverWebhook(services, ids, { present: presentImport, ...rest });
    },
    async deliveries({ _id }: Pick<PartnerImportRecord, '_id'>): Promise<WebhookDeliveryRecord[]> {
      return WebhookDelivery.find({ importId: _id }).sort({ createdAt: 1, _id: 1 }).lean<WebhookDeliveryRecord[]>();
    },
    toldOf({ _id }: Pick<PartnerImportRecord, '_id'>) {
      return receiver.told.filter(({ body }) => body.data.import.id === String(_id));
    },
    async linesOf(deliveryId: string) {
      return AuditEvent.find({ 'subject.id': deliveryId }).sort({ seq: 1 }).lean();
    },
    forgetJobs: () => mongoose.connection.db!.collection('jobs').deleteMany({}),
    /** What the safety net starts, and its outcome. */
    async sweep(forward = 0) {
      clock.forward(forward);
      await sweepWebhooks(services);
      return world.runJobs({ forward: 0 });
    },
    async close() {
      await receiver.close();
      await world.close();
    },
  };
}
