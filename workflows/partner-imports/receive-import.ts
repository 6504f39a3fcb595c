import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { log } from '../../log.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { DossierRecord } from '../../models/dossier.ts';
import { movePartnerImport } from '../../models/move-partner-import.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { PartnerImport, type PartnerImportRecord, PRESENT_STATES } from '../../models/partner-import.ts';
import { layoutId } from '../../models/partner-layout.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, startsJob } from '../events.ts';
import { PieceWriter } from '../files/piece-writer.ts';
import { orCut, tooLarge } from '../files/store-file.ts';
import type { Services } from '../services.ts';
import { cleanFileName } from './clean-file-name.ts';
import { EntrySetWriter } from './entry-set-writer.ts';
import { factsOf } from './facts-of.ts';
import { findOverlaps } from './find-overlaps.ts';
import { giveUpImport } from './forget-import.ts';
import type { Parsing } from './formats/format.ts';
import { ImportLease } from './import-lease.ts';
import { findLayout } from './layouts/find-layout.ts';
import { openParsing } from './open-parsing.ts';
import { findReplay } from './replay-import.ts';

/** How long a receiver may be silent before others think it dead. */
export const LEASE_MS = 60_000;

/** Who sends, as their key says. */
export type Sender = { partnerId: Types.ObjectId; partner: string; keyId: string };

export type Handed = {
  fileName: string;
  /** The bytes, unpacked. */
  source: AsyncIterable<Uint8Array>;
  /** The sender's own name for this upload: said twice, it is one. */
  idempotencyKey?: string;
  /** Asked again when all is there: throws when the sender may no longer. */
  confirms?: () => Promise<void>;
};

/** `already-there`: these bytes, or this idempotency key, are that import. */
export type Received = { kind: 'received' | 'already-there'; record: PartnerImportRecord };

/**
 * Takes in a partner's accounting file: bytes are kept, read, checked and written as they come, at the pace of the slowest
 * of these. The import exists for others once all of it is there, in one write; of an upload that is cut nothing is seen,
 * and it can be sent again.
 *
 * @throws AppError `file-too-large`, `file-empty`, `upload-cut`, `dossier-left`, `import-known` (another partner sent it),
 * `idempotency-busy`, `idempotency-mismatch`,
 * and whatever `source` throws of that family: nothing is left then.
 */
export async function receiveImport(
  services: Services,
  sender: Sender,
  dossier: Pick<DossierRecord, '_id' | 'cabinetId' | 'status' | 'siren'>,
  handed: Handed,
): Promise<Received> {
  if (dossier.status !== 'active') throw new AppError('dossier-left');
  const fileName = cleanFileName(handed.fileName);
  const begun = await begin(services, sender, dossier, { ...handed, fileName });
  if ('replay' in begun) return { kind: 'already-there', record: begun.replay };
  const { record, token } = begun;
  const { cabinetId, setId, fileId } = record;
  const pieces = new PieceWriter({ fileId, cabinetId, name: fileName });
  const entries = new EntrySetWriter(cabinetId, setId);
  const lease = new ImportLease(services, record, { token, ms: LEASE_MS });
  try {
    const source = taking(services, lease, pieces, orCut(handed.source));
    const { parsing, layout } = await openParsing(source, {
      ...{ fileName, siren: dossier.siren ?? undefined },
      layoutOf: (one) => findLayout({ cabinetId, partnerId: sender.partnerId }, one),
    });
    for await (const chunk of parsing.chunks) await entries.write(chunk);
    const flushed = await pieces.flush();
    if (flushed.size === 0) throw new AppError('file-empty');
    await handed.confirms?.();
    const taken = { parsing, layout, pieces, entries, flushed, lease, token };
    return await finish(services, sender, record, taken, handed.idempotencyKey);
  } catch (error) {
    await Promise.all([pieces.abandon(), entries.abandon()]);
    const landed = await giveUp(record, token);
    if (!landed) throw error;
    await dispatchSoon(services, 'partner-import', landed);
    return { kind: 'received', record: landed };
  }
}

/** Takes away what there is of an upload, unless it is an import all the same: the answer to its last write may be lost. */
async function giveUp(record: PartnerImportRecord, token: string): Promise<PartnerImportRecord | null> {
  try {
    if (await giveUpImport(record, token)) return null;
    return await PartnerImport.findOne({ _id: record._id, status: { $ne: 'receiving' } }).lean<PartnerImportRecord>();
  } catch (error) {
    // What this misses, the sweep finds by the lease.
    log().warn({ err: error }, 'an upload left remains');
    return null;
  }
}

/** Makes the record under which bytes are taken in, or finds what this idempotency key has brought already. */
async function begin(
  services: Services,
  { partnerId, partner, keyId }: Sender,
  dossier: Pick<DossierRecord, '_id' | 'cabinetId'>,
  handed: Handed,
): Promise<{ record: PartnerImportRecord; token: string } | { replay: PartnerImportRecord }> {
  const { fileName, idempotencyKey } = handed;
  const token = randomUUID();
  for (let tries = 0; tries < 3; tries += 1) {
    const until = new Date(services.now().getTime() + LEASE_MS);
    try {
      const made = await PartnerImport.create({
        ...{ cabinetId: dossier.cabinetId, dossierId: dossier._id, partnerId, partner, fileName, format: 'custom' },
        ...{ status: 'receiving', setId: new Types.ObjectId(), fileId: new Types.ObjectId() },
        lease: { token, until },
        ...(idempotencyKey && { idempotencyKeys: [idempotencyKey] }),
      });
      return { record: made.toObject() as PartnerImportRecord, token };
    } catch (error) {
      if (!isDuplicateKey(error) || !idempotencyKey) throw error;
    }
    const replay = await findReplay(services, { partnerId, idempotencyKey, keyId }, dossier, handed);
    if (replay) return { replay };
  }
  throw new AppError('idempotency-busy');
}

/** Bytes as they go by: kept, counted, and a sign of life given from time to time. */
async function* taking(
  { config }: Services,
  lease: ImportLease,
  pieces: PieceWriter,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { mostBytes } = config.partnerImports;
  for await (const bytes of source) {
    if (bytes.length === 0) continue;
    if (pieces.size + bytes.length > mostBytes) throw tooLarge(mostBytes);
    await pieces.write(bytes);
    await lease.renewIfDue();
    yield bytes;
  }
}

type Taken = {
  parsing: Parsing;
  layout: string | undefined;
  pieces: PieceWriter;
  entries: EntrySetWriter;
  flushed: { size: number; sha256: string; pieces: number };
  lease: ImportLease;
  token: string;
};

/** The write by which the import exists, once everything that it names is there. */
async function finish(
  services: Services,
  { partnerId, keyId }: Sender,
  record: PartnerImportRecord,
  { parsing, layout, pieces, entries, flushed, lease, token }: Taken,
  idempotencyKey: string | undefined,
): Promise<Received> {
  const { _id, cabinetId, dossierId, fileName } = record;
  const parsed = parsing.result();
  const result = await findOverlaps({ cabinetId, dossierId, partnerId, importId: _id }, parsed);
  const same = await findSame(record, flushed.sha256);
  if (!same) {
    await lease.during(async () => {
      await entries.end(result);
      await pieces.keep(flushed);
    });
    const now = services.now();
    const facts = factsOf(result, fileName);
    const status = facts.severities.blocking > 0 ? 'error' : 'awaiting';
    const audit = {
      ...{ actor: { kind: 'partner' as const, id: String(partnerId) }, door: 'api' as const },
      act: 'partner-import.received',
      after: { status, sha256: flushed.sha256, size: flushed.size, lines: facts.totals.lines, keyId },
    };
    const isWaiting = layout && facts.anomalyCounts['mapping-to-confirm'];
    try {
      const moved = await movePartnerImport({
        where: { _id, cabinetId, 'lease.token': token },
        to: status,
        set: { ...facts, size: flushed.size, sha256: flushed.sha256, receivedAt: now, ...(layout && { layout }) },
        events: [
          auditedOn(now, { kind: 'partner-import', id: String(_id) }, audit),
          ...(isWaiting ? columnEvents(now, record, layoutId(partnerId, layout)) : []),
        ],
      });
      if (!moved) throw new AppError('upload-cut', { because: 'the lease was lost' });
      await dispatchSoon(services, 'partner-import', moved);
      return { kind: 'received', record: moved };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  const first = same ?? (await findSame(record, flushed.sha256));
  if (!first) throw new AppError('upload-cut', { because: 'the same file came and went' });
  await giveUpImport(record, token);
  // Whose it is, and what became of it, is nobody else's business.
  if (String(first.partnerId) !== String(partnerId)) throw new AppError('import-known');
  if (idempotencyKey) await noteKey(first, idempotencyKey);
  return { kind: 'already-there', record: first };
}

/** Somebody is told of columns that are new; and they may have been agreed to while the file came in. */
function columnEvents(now: Date, { cabinetId, dossierId }: PartnerImportRecord, id: string): OutboxEvent[] {
  return [
    startsJob(now, 'tell-layout-guessed', { cabinetId, layoutId: id, dossierId: String(dossierId) }),
    startsJob(now, 'read-imports-again', { cabinetId, layoutId: id }),
  ];
}

/** This key has brought that import from now on, whatever becomes of it. */
async function noteKey({ _id, cabinetId }: PartnerImportRecord, idempotencyKey: string): Promise<void> {
  try {
    await PartnerImport.updateOne({ _id, cabinetId }, { $addToSet: { idempotencyKeys: idempotencyKey } });
  } catch (error) {
    // Another upload has begun under it in this instant, and will come to the same.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** The same bytes, there before: two uploads of a file at once come to one import. */
function findSame({ cabinetId, dossierId }: PartnerImportRecord, sha256: string): Promise<PartnerImportRecord | null> {
  return PartnerImport.findOne({
    ...{ cabinetId, dossierId, sha256 },
    status: { $in: PRESENT_STATES },
  })
    .lean<PartnerImportRecord>()
    .exec();
}
