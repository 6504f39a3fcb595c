import { Conversion, type ConversionRecord } from '../../models/conversion.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { Services } from '../services.ts';
import { isMendable } from './is-mendable.ts';

export type ConversionView = Omit<ConversionRecord, 'outbox'> & {
  conversionId: string;
  /** Its files are kept no longer. */
  isExpired: boolean;
  /** Another choice may give a FEC. */
  isMendable: boolean;
  /** The dossier that the file's name stands for. */
  dossier?: Pick<DossierRecord, 'code' | 'raisonSociale' | 'siren'>;
};

/**
 * A conversion by its identifier, or by the place on a card that waited for its file.
 *
 * @returns undefined when there is none such in the firm.
 */
export async function getConversion(
  { now }: Pick<Services, 'now'>,
  cabinetId: string,
  which: { conversionId: string } | { slotId: string },
): Promise<ConversionView | undefined> {
  const where = 'slotId' in which ? { cabinetId, slots: which.slotId } : { _id: which.conversionId, cabinetId };
  const record = await Conversion.findOne(where, { outbox: 0 }).sort({ createdAt: -1 }).lean<ConversionRecord>();
  if (!record) return undefined;
  const { dossierId } = record.facts;
  const dossier = dossierId && (await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>());
  return {
    ...record,
    ...{ conversionId: String(record._id), isExpired: record.expiresAt <= now(), isMendable: isMendable(record) },
    ...(dossier && {
      dossier: { code: dossier.code, raisonSociale: dossier.raisonSociale, siren: dossier.siren },
    }),
  };
}
