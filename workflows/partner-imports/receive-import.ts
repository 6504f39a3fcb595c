import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { log } from '../../log.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { DossierRecord } from '../../models/dossier.ts';
import { movePartnerImport } from '../../models/move-partner-import.ts';
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
import { forgetImport } from './forget-import.ts';
import type { Parsing } from './formats/format.ts';
import { findLayout } from './layouts/find-layout.ts';
import { openParsing } from './open-parsing.ts';
import { findReplay } from './replay-import.ts';

/** How long a receiver may be silent before others think it dead. */
export const LEASE_MS = 60_000;
const RENEW_MS = 15_000;

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
 * @throws AppError `file-too-large`, `file-empty`, `upload-cut`, `dossier-left`, `idempotency-busy`, `idempotency-mismatch`,
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
  try {
    const source = taking(services, record, token, pieces, orCut(handed.source));
    const { parsing, layout } = await openParsing(source, {
      ...{ fileName, siren: dossier.siren ?? undefined },
      layoutOf: (one) => findLayout(services, { cabinetId, partnerId: sender.partnerId, dossierId: dossier._id }, one),
    });
    for await (const chunk of parsing.chunks) await entries.write(chunk);
    const flushed = await pieces.flush();
    if (flushed.size === 0) throw new AppError('file-empty');
    await handed.confirms?.();
    return await finish(services, sender, record, token, { parsing, layout, pieces, entries, flushed });
  } catch (error) {
    await Promise.all([pieces.abandon(), entries.abandon()]);
    // What this misses, the sweep finds by the lease.
    await forgetImport(record, token).catch((cause: unknown) => log().warn({ err: cause }, 'an upload left remains'));
    throw error;
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
        ...(idempotencyKey && { idempotencyKey }),
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
  { config, now }: Services,
  { _id, cabinetId }: PartnerImportRecord,
  token: string,
  pieces: PieceWriter,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { mostBytes } = config.partnerImports;
  let renewAt = now().getTime() + RENEW_MS;
  for await (const bytes of source) {
    if (bytes.length === 0) continue;
    if (pieces.size + bytes.length > mostBytes) throw tooLarge(mostBytes);
    await pieces.write(bytes);
    const at = now().getTime();
    if (at >= renewAt) {
      const renewed = await PartnerImport.updateOne(
        { _id, cabinetId, status: 'receiving', 'lease.token': token },
        { $set: { 'lease.until': new Date(at + LEASE_MS) } },
      );
      if (renewed.matchedCount === 0) throw new AppError('upload-cut', { because: 'the lease was lost' });
      renewAt = at + RENEW_MS;
    }
    yield bytes;
  }
}

type Taken = {
  parsing: Parsing;
  layout: string | undefined;
  pieces: PieceWriter;
  entries: EntrySetWriter;
  flushed: { size: number; sha256: string; pieces: number };
};

/** The write by which the import exists, once everything that it names is there. */
async function finish(
  services: Services,
  { partnerId, keyId }: Sender,
  record: PartnerImportRecord,
  token: string,
  { parsing, layout, pieces, entries, flushed }: Taken,
): Promise<Received> {
  const { _id, cabinetId, dossierId, fileName } = record;
  const parsed = parsing.result();
  const result = await findOverlaps({ cabinetId, dossierId, importId: _id }, parsed);
  const same = await findSame(record, flushed.sha256);
  if (!same) {
    await entries.end(result);
    await pieces.keep(flushed);
    const now = services.now();
    const facts = factsOf(result, fileName);
    const status = facts.severities.blocking > 0 ? 'error' : 'awaiting';
    const audit = {
      ...{ actor: { kind: 'partner' as const, id: String(partnerId) }, door: 'api' as const },
      act: 'partner-import.received',
      after: { status, sha256: flushed.sha256, size: flushed.size, lines: facts.totals.lines, keyId },
    };
    // Its columns may have been agreed to while it came in.
    const isWaiting = layout && facts.anomalyCounts['mapping-to-confirm'];
    const readsAgain = isWaiting
      ? [startsJob(now, 'read-imports-again', { cabinetId, layoutId: layoutId(partnerId, layout) })]
      : [];
    try {
      const moved = await movePartnerImport({
        where: { _id, cabinetId, 'lease.token': token },
        to: status,
        set: { ...facts, size: flushed.size, sha256: flushed.sha256, receivedAt: now, ...(layout && { layout }) },
        events: [auditedOn(now, { kind: 'partner-import', id: String(_id) }, audit), ...readsAgain],
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
  await forgetImport(record, token);
  return { kind: 'already-there', record: first };
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
