import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { movePartnerImport } from '../../models/move-partner-import.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import { layoutId } from '../../models/partner-layout.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, refreshesCards, SYSTEM, startsJob } from '../events.ts';
import { openFile } from '../files/open-file.ts';
import type { Services } from '../services.ts';
import { webhookEvents } from '../webhooks/queue-webhook.ts';
import { EntrySetWriter } from './entry-set-writer.ts';
import { factsOf } from './facts-of.ts';
import { findOverlaps } from './find-overlaps.ts';
import { forgetEntries } from './forget-import.ts';
import { findLayout } from './layouts/find-layout.ts';
import { openParsing } from './open-parsing.ts';

/** As long as reading the largest file takes; a worker that dies is found by it. */
const LEASE_MS = 15 * 60_000;

/**
 * Reads the kept bytes of an import in error again, now that the columns of its file are agreed to, beside what is there;
 * the new reading takes the place of the old one in one write. Killed anywhere, the old one stands and the sweep starts
 * this again.
 */
export async function readImportAgain(services: Services, cabinetId: string, importId: string): Promise<void> {
  const record = await claim(services, cabinetId, importId);
  if (!record) return;
  const { _id, partnerId, dossierId, fileName, setId, nextSetId, fileId, version, layout } = record;
  if (!partnerId || !nextSetId) return;
  // Of a reading that was cut.
  await forgetEntries(nextSetId);
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }, { siren: 1 }).lean<DossierRecord>();
  const entries = new EntrySetWriter(cabinetId, nextSetId);
  const { parsing } = await openParsing(openFile(cabinetId, fileId), {
    ...{ fileName, siren: dossier?.siren ?? undefined },
    layoutOf: (one) => findLayout(services, { cabinetId, partnerId, dossierId }, one),
  });
  for await (const chunk of parsing.chunks) await entries.write(chunk);
  const result = await findOverlaps({ cabinetId, dossierId, importId: _id }, parsing.result());
  await entries.end(result);
  const now = services.now();
  const facts = factsOf(result, fileName);
  const status = facts.severities.blocking > 0 ? 'error' : 'awaiting';
  const moved = await movePartnerImport({
    where: { _id, cabinetId, version, setId },
    to: status,
    set: { ...facts, setId: nextSetId },
    events: [
      auditedOn(
        now,
        { kind: 'partner-import', id: importId },
        { actor: SYSTEM, act: 'partner-import.read-again', before: { status: 'error' }, after: { status } },
      ),
      ...(layout ? [refreshesCards(now, cabinetId, layoutId(partnerId, layout))] : []),
      startsJob(now, 'delete-entry-set', { cabinetId, importId, setId: String(setId) }),
      ...webhookEvents(now, record),
    ],
  });
  if (moved) await dispatchSoon(services, 'partner-import', moved);
  else await forgetEntries(nextSetId);
}

/** One worker at a time; the set that a dead one had begun is taken over, to be taken away. */
async function claim({ now }: Services, cabinetId: string, importId: string): Promise<PartnerImportRecord | null> {
  const at = now();
  const lease = { token: randomUUID(), until: new Date(at.getTime() + LEASE_MS) };
  await PartnerImport.updateOne(
    { _id: importId, cabinetId, status: 'error', nextSetId: null },
    { $set: { nextSetId: new Types.ObjectId() } },
  );
  return PartnerImport.findOneAndUpdate(
    {
      ...{ _id: importId, cabinetId, status: 'error', layout: { $exists: true } },
      $or: [{ lease: null }, { 'lease.until': { $lte: at } }],
    },
    { $set: { lease } },
    { returnDocument: 'after' },
  )
    .lean<PartnerImportRecord>()
    .exec();
}
