import { Readable } from 'node:stream';
import type { PartnerImportRecord } from '../../models/partner-import.ts';
import { openFile } from '../files/open-file.ts';

/** The bytes of an import as they came, once unpacked. */
export function openOriginal({ cabinetId, fileId }: Pick<PartnerImportRecord, 'cabinetId' | 'fileId'>): Readable {
  return Readable.from(openFile(cabinetId, fileId), { objectMode: false });
}
