import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf } from '../events.ts';
import { forgetFile, type Stored, storeFile } from '../files/store-file.ts';
import { canCreateDossiers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { cleanName } from './clean-name.ts';
import { confirmOpen } from './confirm-open.ts';
import { importAudited, importCards, importJob } from './events.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** A preview that nobody answers goes after a day. */
export const PREVIEW_MS = 24 * HOUR_MS;
/** The bytes stay as long as a report may be made of them. */
const FILE_MS = 10 * 24 * HOUR_MS;

type Handed = {
  name: string;
  source: AsyncIterable<Uint8Array>;
  door: 'teams' | 'api';
  /** A place on a card that waits for the file. */
  slotId?: string;
  apiKeyId?: Types.ObjectId;
  /** Said with the file: import it once read (API only). */
  confirms?: { invites: boolean };
};

export type Received = { importId: string; kind: 'received' | 'already-open' };

/**
 * Takes a file in: its bytes are kept as they come, and a job reads it. Nothing of it is written to the dossiers.
 * The same bytes, while they are being looked at, give the import that is open, and a « Oui » said with them counts there.
 *
 * @throws AppError `not-allowed`, `file-too-large`, `file-empty`, `file-compressed`, `upload-cut`: nothing is left then;
 * `import-not-ready` when these bytes are open and something else than was said with them is decided.
 */
export async function receiveFile(services: Services, staff: Staff, handed: Handed): Promise<Received> {
  const { cabinetId } = staff;
  if (!canCreateDossiers(staff)) throw new AppError('not-allowed', { because: 'import' });
  const { mostBytes } = services.config.imports;
  const expiresAt = new Date(services.now().getTime() + FILE_MS);
  const name = cleanName(handed.name);
  const stored = await storeFile(withoutGzip(handed.source), { cabinetId, name, mostBytes, expiresAt });
  for (let tries = 0; tries < 3; tries += 1) {
    const open = await joinOpen(services, staff, handed, stored);
    if (open) {
      await forgetFile(stored.fileId);
      if (handed.confirms) await confirmOpen(services, staff, open._id, handed.confirms);
      return { importId: String(open._id), kind: 'already-open' };
    }
    const handedIn = { ...handed, name };
    const made =
      (await takeOver(services, staff, handedIn, stored)) ?? (await create(services, staff, handedIn, stored));
    if (!made) continue;
    await dispatchSoon(services, 'portfolio-import', made);
    return { importId: String(made._id), kind: 'received' };
  }
  throw new AppError('stale-card', { because: 'the same file kept coming' });
}

/** Whoever hands the same bytes in is a depositor of them as well. */
async function joinOpen(services: Services, staff: Staff, { slotId }: Handed, { sha256 }: Stored) {
  const now = services.now();
  const { cabinetId, collaborateurId } = staff;
  const open = await PortfolioImport.findOneAndUpdate(
    { cabinetId, openKey: sha256 },
    {
      $addToSet: { depositors: collaborateurId, ...(slotId && { slots: new Types.ObjectId(slotId) }) },
    },
    { returnDocument: 'after' },
  ).lean<PortfolioImportRecord>();
  if (!open || !slotId) return open;
  await PortfolioImport.deleteOne({ cabinetId, status: 'receiving', slots: slotId });
  const after = await PortfolioImport.findOneAndUpdate(
    { _id: open._id, cabinetId },
    { $push: { outbox: { $each: importCards(now, open) } } },
    { returnDocument: 'after' },
  ).lean<PortfolioImportRecord>();
  if (after) await dispatchSoon(services, 'portfolio-import', after);
  return open;
}

/** The import that was expected in this place, with what has come. Duplicate bytes are met again when it is created. */
async function takeOver(
  services: Services,
  staff: Staff,
  handed: Handed,
  stored: Stored,
): Promise<PortfolioImportRecord | undefined> {
  const { cabinetId } = staff;
  const { slotId, name } = handed;
  const expected = slotId && { cabinetId, status: 'receiving' as const, slots: slotId };
  const record = expected && (await PortfolioImport.findOne(expected).lean<PortfolioImportRecord>());
  if (!record) return undefined;
  const at = services.now();
  try {
    const moved = await movePortfolioImport({
      where: { _id: record._id, cabinetId, status: 'receiving' },
      to: 'reading',
      set: { ...kept(name, stored), expiresAt: new Date(at.getTime() + PREVIEW_MS) },
      events: receivedEvents(at, staff, record, handed, stored),
    });
    return moved ?? undefined;
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}

function kept(fileName: string, { fileId, size, sha256 }: Stored) {
  return { fileName, fileId, size, sha256, openKey: sha256 };
}

type Subject = Pick<PortfolioImportRecord, '_id' | 'cabinetId' | 'slots' | 'door'>;

function receivedEvents(at: Date, staff: Staff, subject: Subject, { apiKeyId }: Handed, { size, sha256 }: Stored) {
  return [
    importAudited(at, subject, {
      ...{ actor: actorOf(staff), act: 'portfolio-import.received' },
      after: { size, sha256, ...(apiKeyId && { apiKeyId: String(apiKeyId) }) },
    }),
    importJob(at, subject, 'read-portfolio-file'),
    ...importCards(at, subject),
  ];
}

async function create(
  { now }: Services,
  staff: Staff,
  handed: Handed,
  stored: Stored,
): Promise<PortfolioImportRecord | undefined> {
  const at = now();
  const { cabinetId, collaborateurId } = staff;
  const { name, door, slotId, apiKeyId, confirms } = handed;
  const slots = slotId ? [new Types.ObjectId(slotId)] : [];
  const subject = { _id: new Types.ObjectId(), cabinetId, slots, door };
  try {
    const made = await PortfolioImport.create({
      ...{ ...subject, status: 'reading', ...kept(name, stored) },
      ...{ depositors: [collaborateurId], createdBy: collaborateurId },
      ...(apiKeyId && { apiKeyId }),
      ...(confirms && { confirmsItself: { ...confirms, by: collaborateurId } }),
      expiresAt: new Date(at.getTime() + PREVIEW_MS),
      outbox: receivedEvents(at, staff, subject, handed, stored),
    });
    return made.toObject() as PortfolioImportRecord;
  } catch (error) {
    // Handed in a moment ago by another click: that one is open now.
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}

/** Told before anything is kept: once unpacked, such a file could be of any size. */
async function* withoutGzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of source) {
    if (isFirst && chunk[0] === 0x1f && chunk[1] === 0x8b) throw new AppError('file-compressed');
    isFirst &&= chunk.length === 0;
    yield chunk;
  }
}
