import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Conversion, type ConversionRecord } from '../../models/conversion.ts';
import type { Services } from '../services.ts';

export type { ConversionRecord };

/**
 * A partner's own conversion, for as long as its FEC is kept. Another's does not exist.
 *
 * @throws AppError `not-found`.
 */
export async function getPartnerConversion(
  { now }: Services,
  { cabinetId, partnerId }: { cabinetId: string; partnerId: Types.ObjectId },
  conversionId: string,
): Promise<ConversionRecord> {
  const isId = /^[0-9a-f]{24}$/.test(conversionId);
  const where = { _id: conversionId, cabinetId, partnerId, expiresAt: { $gt: now() } };
  const found = isId ? await Conversion.findOne(where, { outbox: 0 }).lean<ConversionRecord>() : undefined;
  if (!found) throw new AppError('not-found', { because: 'conversion' });
  return found;
}
