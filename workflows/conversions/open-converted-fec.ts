import { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';
import type { ConversionRecord } from '../../models/conversion.ts';
import { openFile } from '../files/open-file.ts';
import type { Services } from '../services.ts';

/**
 * The FEC of a conversion, under the name that the law wants (domain 204).
 *
 * @throws AppError `file-gone` when there is none, or none any more.
 */
export function openConvertedFec(
  { now }: Pick<Services, 'now'>,
  { cabinetId, fecId, name, expiresAt }: Pick<ConversionRecord, 'cabinetId' | 'fecId' | 'name' | 'expiresAt'>,
): { name: string; content: Readable } {
  if (!fecId || !name || expiresAt <= now()) throw new AppError('file-gone');
  return { name, content: Readable.from(openFile(cabinetId, fecId), { objectMode: false }) };
}
