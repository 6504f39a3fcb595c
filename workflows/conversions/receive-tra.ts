import { Types } from 'mongoose';
import { Conversion, type ConversionRecord } from '../../models/conversion.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf } from '../events.ts';
import { openFile } from '../files/open-file.ts';
import { forgetFile, type Stored, storeFile } from '../files/store-file.ts';
import { cleanFileName } from '../partner-imports/clean-file-name.ts';
import { parseTra, type TraResult } from '../partner-imports/formats/parse-tra.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { conversionAudited, conversionCards, KEPT_MS } from './events.ts';
import { factsOfTra, severitiesOf } from './facts-of-tra.ts';
import { findDossierOfTra } from './find-dossier-of-tra.ts';

type Handed = {
  name: string;
  source: AsyncIterable<Uint8Array>;
  /** A place on a card that waits for the file. */
  slotId?: string;
};

/**
 * Takes a TRA in: its bytes are kept for a day and read, and a choice is awaited. A file that no choice can mend is refused
 * at once. Every collaborateur may (domain 198).
 *
 * @throws AppError `file-too-large`, `file-empty`, `upload-cut`: nothing is left then.
 */
export async function receiveTra(services: Services, staff: Staff, handed: Handed): Promise<{ conversionId: string }> {
  const { config, now } = services;
  const { cabinetId } = staff;
  const fileName = cleanFileName(handed.name);
  const expiresAt = new Date(now().getTime() + KEPT_MS);
  const { mostBytes } = config.partnerImports;
  const stored = await storeFile(handed.source, { cabinetId, name: fileName, mostBytes, expiresAt });
  try {
    const result = await read(cabinetId, stored.fileId, fileName);
    const made = await create(services, staff, { fileName, slotId: handed.slotId, expiresAt }, stored, result);
    await dispatchSoon(services, 'conversion', made);
    return { conversionId: String(made._id) };
  } catch (error) {
    await forgetFile(stored.fileId).catch(() => undefined);
    throw error;
  }
}

async function read(cabinetId: string, fileId: Types.ObjectId, fileName: string): Promise<TraResult> {
  const parsing = parseTra(openFile(cabinetId, fileId), { fileName });
  for await (const _ of parsing.chunks);
  return parsing.result();
}

async function create(
  { now }: Services,
  staff: Staff,
  { fileName, slotId, expiresAt }: { fileName: string; slotId?: string; expiresAt: Date },
  { fileId, size, sha256 }: Stored,
  result: TraResult,
): Promise<ConversionRecord> {
  const at = now();
  const { cabinetId, collaborateurId } = staff;
  const slots = slotId ? [new Types.ObjectId(slotId)] : [];
  const subject = { _id: new Types.ObjectId(), cabinetId, slots };
  const { facts, ...found } = factsOfTra(result, fileName);
  const dossier = await findDossierOfTra(cabinetId, fileName);
  const status = severitiesOf(found.anomalyCounts).blocking > 0 ? 'refused' : 'to-choose';
  const made = await Conversion.create({
    ...{ ...subject, collaborateurId, status, fileName, sourceId: fileId, size, sha256, ...found, expiresAt },
    facts: { ...facts, ...(dossier && { dossierId: dossier._id }) },
    outbox: [
      conversionAudited(at, subject, {
        ...{ actor: actorOf(staff), act: 'conversion.received' },
        after: { status, size, sha256, lines: found.totals.lines },
      }),
      ...conversionCards(at, subject),
    ],
  });
  return made.toObject() as ConversionRecord;
}
