/** What the tests of conversions share: TRA of every kind, and the way of one through the workflow. */
import { Conversion, type ConversionRecord } from '../../../models/conversion.ts';
import { StoredFile, StoredPiece } from '../../../models/stored-file.ts';
import type { ChoiceForm } from '../../../workflows/conversions/check-choice.ts';
import { receiveTra } from '../../../workflows/conversions/receive-tra.ts';
import { openFile } from '../../../workflows/files/open-file.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { entryLine, header, record, renderTra, SIRET, traOf } from '../../fixtures/tra/generate-tra.ts';
import type { World } from '../../support/world.ts';

/** Named as people name them: number of the dossier, closing date (domain 200). */
export const TRA_NAME = '00123_31122025.TRA';
export const PROVISIONAL: ChoiceForm = { validation: 'provisional', date: '', closing: '', siren: '' };

/** Of a company and a period that it declares, up to 26/12/2025; another seed, other entries. */
export function wholeTra(lines = 40, seed = 1): Buffer {
  return renderTra(traOf({ lines, seed }).lines);
}

/** Two lines, of a company and a period that nobody tells. */
export function bareTra(): Buffer {
  return renderTra([header(), entryLine(), entryLine({ account: '401000', side: 'C' })]);
}

/** Debit and credit differ: no choice can mend that. */
export function spoiltTra(): Buffer {
  const company = record('PS1', [[391, SIRET]]);
  return renderTra([header(), company, entryLine(), entryLine({ account: '401000', side: 'C', amount: '120,49' })]);
}

export async function* inPieces(bytes: Buffer, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function received(world: World, staff: Staff, bytes: Buffer, name = TRA_NAME): Promise<string> {
  const { conversionId } = await receiveTra(world.services, staff, { name, source: inPieces(bytes) });
  return conversionId;
}

export async function recordOf(conversionId: string): Promise<ConversionRecord> {
  const found = await Conversion.findById(conversionId).lean<ConversionRecord>();
  if (!found) throw new Error('no conversion');
  return found;
}

export async function fecOf({ cabinetId, fecId }: ConversionRecord): Promise<string> {
  if (!fecId) throw new Error('no FEC');
  const parts: Buffer[] = [];
  for await (const part of openFile(cabinetId, fecId)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Dates of validation of a FEC, each once. */
export function validDatesOf(fec: string): string[] {
  const lines = fec.trim().split('\r\n').slice(1);
  return [...new Set(lines.map((line) => line.split('\t')[15] ?? ''))];
}

export async function kept(): Promise<{ files: number; pieces: number }> {
  return { files: await StoredFile.countDocuments({}), pieces: await StoredPiece.countDocuments({}) };
}
