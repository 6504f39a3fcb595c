import type { JobData, JobName } from '../jobs/catalog.ts';
import { log } from '../log.ts';
import { ApiKey } from '../models/api-key.ts';
import { Conversion } from '../models/conversion.ts';
import { Dossier } from '../models/dossier.ts';
import { Draft } from '../models/draft.ts';
import { Interlocuteur } from '../models/interlocuteur.ts';
import { Notification } from '../models/notification.ts';
import { Offer } from '../models/offer.ts';
import type { OutboxEvent } from '../models/outbox.ts';
import { Partner } from '../models/partner.ts';
import { PartnerImport } from '../models/partner-import.ts';
import { PartnerLayout } from '../models/partner-layout.ts';
import { PortfolioImport } from '../models/portfolio-import.ts';
import { WebhookDelivery } from '../models/webhook-delivery.ts';
import { appendAudit } from './audit/append-audit.ts';
import type { Services } from './services.ts';

/** The records that carry an outbox. */
const OUTBOX_MODELS = {
  interlocuteur: Interlocuteur,
  dossier: Dossier,
  notification: Notification,
  draft: Draft,
  offer: Offer,
  'partner-import': PartnerImport,
  'partner-layout': PartnerLayout,
  'portfolio-import': PortfolioImport,
  conversion: Conversion,
  'api-key': ApiKey,
  partner: Partner,
  'webhook-delivery': WebhookDelivery,
} as const;
export type OutboxKind = keyof typeof OUTBOX_MODELS;

type Record = { _id: unknown; cabinetId: string; outbox: OutboxEvent[] };

/**
 * Carries out what a change left to do, then forgets it: audit lines first, then jobs, whose identifiers derive from
 * the event's. Repeating it, or doing it twice at once, adds nothing.
 */
export async function dispatchOutbox(services: Services, kind: OutboxKind, record: Record): Promise<void> {
  const { cabinetId, outbox } = record;
  if (outbox.length === 0) return;
  const lines = outbox.flatMap(({ _id, at, audit }) => (audit ? [{ _id, at, ...audit }] : []));
  await appendAudit(cabinetId, lines);
  for (const { _id, job } of outbox) {
    if (!job) continue;
    await services.queue.enqueue(job.name as JobName, job.data as JobData<JobName>, { key: _id, runAt: job.runAt });
  }
  const done = { $pull: { outbox: { _id: { $in: outbox.map(({ _id }) => _id) } } } };
  await OUTBOX_MODELS[kind].collection.updateOne({ _id: record._id as never }, done as never);
}

/**
 * The same for many records of a kind and one firm at once, whose events leave audit lines only: thousands of lines are
 * chained in a few writes. What fails is left to the sweep.
 */
export async function dispatchManySoon(services: Services, kind: OutboxKind, records: Record[]): Promise<void> {
  const [first] = records;
  if (!first) return;
  const hasMore = records.some(
    ({ cabinetId, outbox }) => cabinetId !== first.cabinetId || outbox.some(({ job }) => job),
  );
  if (hasMore) {
    for (const record of records) await dispatchSoon(services, kind, record);
    return;
  }
  try {
    const events = records.flatMap(({ outbox }) => outbox);
    await appendAudit(
      first.cabinetId,
      events.flatMap(({ _id, at, audit }) => (audit ? [{ _id, at, ...audit }] : [])),
    );
    await OUTBOX_MODELS[kind].collection.updateMany(
      { _id: { $in: records.map(({ _id }) => _id) } } as never,
      { $pull: { outbox: { _id: { $in: events.map(({ _id }) => _id) } } } } as never,
    );
  } catch (error) {
    log().warn({ err: error, kind }, 'outboxes left to the sweep');
  }
}

/** The quick way, right after the change: a failure is only logged, the sweep will find the events. */
export async function dispatchSoon(services: Services, kind: OutboxKind, record: Record): Promise<void> {
  try {
    await dispatchOutbox(services, kind, record);
  } catch (error) {
    log().warn({ err: error, kind }, 'outbox left to the sweep');
  }
}

/** The safety net: events whose process died before it could carry them out. Bounded; the next sweep takes the rest. */
export async function sweepOutbox(services: Services): Promise<number> {
  let swept = 0;
  // Not the very latest: the process that wrote them is about to carry them out.
  const before = new Date(services.now().getTime() - 2_000);
  for (const kind of Object.keys(OUTBOX_MODELS) as OutboxKind[]) {
    const records = (await OUTBOX_MODELS[kind].collection
      .find({ 'outbox.at': { $lte: before } }, { projection: { cabinetId: 1, outbox: 1 }, limit: 500 })
      .toArray()) as unknown as Record[];
    for (const record of records) {
      // One that cannot be carried out must not hold up the others.
      await dispatchSoon(services, kind, record);
      swept += 1;
    }
  }
  return swept;
}
