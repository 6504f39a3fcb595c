import type { Types } from 'mongoose';
import type { ConversionChoice } from '../../models/conversion.ts';
import { PieceWriter } from '../files/piece-writer.ts';
import { forgetFile } from '../files/store-file.ts';
import { type Conversion, type ConversionOptions, convertTra } from '../partner-imports/convert-tra.ts';

/** Where the FEC is written: nothing of it counts before it is whole and has its name. */
export type FecTarget = { fecId: Types.ObjectId; cabinetId: string; expiresAt: Date };

/** Without a size there is no file: an anomaly of the conversion says why. */
export type MadeFec = { conversion: Conversion; fecSize?: number };

/**
 * Writes the FEC of a TRA as a stored file. Of one that is refused, or breaks, nothing stays.
 *
 * @param onBytes called from time to time, may throw to give up
 */
export async function makeFec(
  { fecId, cabinetId, expiresAt }: FecTarget,
  source: AsyncIterable<Uint8Array>,
  { fileName, choice }: { fileName: string; choice: ConversionChoice },
  onBytes?: () => Promise<void>,
): Promise<MadeFec> {
  const converting = convertTra(source, optionsOf(fileName, choice));
  const writer = new PieceWriter({ fileId: fecId, cabinetId, name: fileName, expiresAt });
  try {
    for await (const bytes of converting.bytes) {
      await writer.write(bytes);
      await onBytes?.();
    }
    const conversion = converting.conclude();
    const flushed = await writer.flush();
    if (conversion.name === undefined) {
      await forgetFile(fecId);
      return { conversion };
    }
    await writer.keep(flushed);
    return { conversion, fecSize: flushed.size };
  } catch (error) {
    await writer.abandon();
    await forgetFile(fecId).catch(() => undefined);
    throw error;
  }
}

/** A definitive FEC has its date of validation forced, a provisional one has none (domain 202, 203). */
function optionsOf(fileName: string, { validation, date, closing, siren }: ConversionChoice): ConversionOptions {
  return {
    ...{ fileName, closing, siren },
    validation: validation === 'definitive' ? { date: date ?? 0 } : validation,
  };
}
