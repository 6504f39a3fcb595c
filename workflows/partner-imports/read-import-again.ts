import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { movePartnerImport } from '../../models/move-partner-import.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import { layoutId, PartnerLayout, type PartnerLayoutRecord } from '../../models/partner-layout.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, refreshesCards, SYSTEM, startsJob } from '../events.ts';
import { openFile } from '../files/open-file.ts';
import type { Services } from '../services.ts';
import { webhookEvents } from '../webhooks/queue-webhook.ts';
import { deleteEntrySet } from './delete-entry-set.ts';
import { EntrySetWriter } from './entry-set-writer.ts';
import { factsOf } from './facts-of.ts';
import { findOverlaps } from './find-overlaps.ts';
import type { ParseResult } from './formats/format.ts';
import { ImportLease } from './import-lease.ts';
import { findLayout } from './layouts/find-layout.ts';
import { openParsing } from './open-parsing.ts';

/** How long a reader may be silent before another worker takes its place. */
const LEASE_MS = 120_000;
/** When to look again at an import that somebody else is reading. */
const BUSY_MS = 30_000;

type Claimed = PartnerImportRecord & { partnerId: Types.ObjectId; nextSetId: Types.ObjectId; lease: { token: string } };

/**
 * Reads the kept bytes of an import in error again, now that the columns of its file are agreed to, beside what is there;
 * the new reading takes the place of the old one in one write. Killed anywhere, the old one stands and the sweep starts
 * this again. Agreed otherwise meanwhile, it is read once more.
 */
export async function readImportAgain(services: Services, cabinetId: string, importId: string): Promise<void> {
  const record = await claim(services, cabinetId, importId);
  if (!record) return;
  const { _id, fileName, setId, nextSetId, version, layout, lease } = record;
  const entries = new EntrySetWriter(cabinetId, nextSetId);
  try {
    const { result, layoutVersion } = await read(services, record, entries);
    if (await isOutdated(record, layoutVersion)) {
      await PartnerImport.updateOne({ _id, cabinetId, 'lease.token': lease.token }, { $unset: { lease: 1 } });
      await lookAgain(services, record, services.now());
      return;
    }
    const now = services.now();
    const facts = factsOf(result, fileName);
    const status = facts.severities.blocking > 0 ? 'error' : 'awaiting';
    const moved = await movePartnerImport({
      where: { _id, cabinetId, version, setId, 'lease.token': lease.token },
      to: status,
      set: { ...facts, setId: nextSetId },
      events: [
        auditedOn(
          now,
          { kind: 'partner-import', id: importId },
          { actor: SYSTEM, act: 'partner-import.read-again', before: { status: 'error' }, after: { status } },
        ),
        ...(layout ? [refreshesCards(now, cabinetId, layoutId(record.partnerId, layout))] : []),
        startsJob(now, 'delete-entry-set', { cabinetId, importId, setId: String(setId) }),
        ...webhookEvents(now, record),
      ],
    });
    if (moved) await dispatchSoon(services, 'partner-import', moved);
  } finally {
    await entries.abandon();
    // Whatever an import shows is left alone: this is for a reading that did not take its place.
    await deleteEntrySet(cabinetId, importId, String(nextSetId));
  }
}

async function read(
  services: Services,
  record: Claimed,
  entries: EntrySetWriter,
): Promise<{ result: ParseResult; layoutVersion: number }> {
  const { _id, cabinetId, partnerId, dossierId, fileName, fileId, lease: held } = record;
  const lease = new ImportLease(services, record, { token: held.token, ms: LEASE_MS });
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }, { siren: 1 }).lean<DossierRecord>();
  let layoutVersion = 0;
  const { parsing } = await openParsing(openFile(cabinetId, fileId), {
    ...{ fileName, siren: dossier?.siren ?? undefined },
    layoutOf: async (one) => {
      const found = await findLayout({ cabinetId, partnerId }, one);
      layoutVersion = found.version;
      return found;
    },
  });
  for await (const chunk of parsing.chunks) {
    await entries.write(chunk);
    await lease.renewIfDue();
  }
  const result = await findOverlaps({ cabinetId, dossierId, partnerId, importId: _id }, parsing.result());
  await lease.during(() => entries.end(result));
  return { result, layoutVersion };
}

/** One worker at a time, each with a set of its own; what a dead one had begun is taken away. */
async function claim(services: Services, cabinetId: string, importId: string): Promise<Claimed | undefined> {
  const at = services.now();
  const mine = {
    lease: { token: randomUUID(), until: new Date(at.getTime() + LEASE_MS) },
    nextSetId: new Types.ObjectId(),
  };
  const where = { _id: importId, cabinetId, status: 'error' as const, layout: { $exists: true } };
  const before = await PartnerImport.findOneAndUpdate(
    { ...where, partnerId: { $exists: true }, $or: [{ lease: null }, { 'lease.until': { $lte: at } }] },
    { $set: mine },
    { returnDocument: 'before' },
  ).lean<PartnerImportRecord>();
  if (before) {
    if (before.nextSetId) await deleteEntrySet(cabinetId, importId, String(before.nextSetId));
    return { ...before, ...mine } as Claimed;
  }
  const busy = await PartnerImport.findOne(where).lean<PartnerImportRecord>();
  // Whoever is at it may have begun before the columns were agreed to as they are now.
  if (busy) await lookAgain(services, busy, new Date(at.getTime() + BUSY_MS));
  return undefined;
}

async function lookAgain(
  services: Services,
  { _id, cabinetId, lease }: PartnerImportRecord,
  runAt: Date,
): Promise<void> {
  const key = `read-again:${_id}:${lease?.token ?? 'free'}:${runAt.getTime()}`;
  await services.queue.enqueue('read-import-again', { cabinetId, importId: String(_id) }, { key, runAt });
}

async function isOutdated({ cabinetId, partnerId, layout }: Claimed, readVersion: number): Promise<boolean> {
  if (!layout) return false;
  const present = await PartnerLayout.findOne(
    { _id: layoutId(partnerId, layout), cabinetId },
    { version: 1 },
  ).lean<PartnerLayoutRecord>();
  return (present?.version ?? 0) !== readVersion;
}
