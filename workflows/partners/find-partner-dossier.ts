import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';
import type { PartnerCaller } from './authenticate-partner.ts';

type Reaching = Pick<PartnerCaller['partner'], 'cabinetId' | 'reach' | 'dossierIds'>;

/**
 * The dossier of that code, case and accents aside, within a partner's reach. One that is out of reach looks exactly
 * like one that does not exist, down to the query. Its state is left to whoever asks: a client may have left.
 */
export async function findPartnerDossier(
  { cabinetId, reach, dossierIds }: Reaching,
  code: string,
): Promise<DossierRecord | undefined> {
  const codeKey = foldText(code);
  if (!codeKey) return undefined;
  const within = reach === 'all' ? {} : { _id: { $in: dossierIds } };
  return (await Dossier.findOne({ cabinetId, codeKey, ...within }).lean<DossierRecord>()) ?? undefined;
}
