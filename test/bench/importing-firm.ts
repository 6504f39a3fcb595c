import { Types } from 'mongoose';
import { readConfig } from '../../config.ts';
import { Dossier, dossierKeys } from '../../models/dossier.ts';
import { Partner } from '../../models/partner.ts';
import { ensureCabinet } from '../../workflows/cabinet/ensure-cabinet.ts';
import { makePartnerKey } from '../../workflows/partners/make-partner-key.ts';

/** A firm with so many dossiers, and a partner that may post to all of them as often as it likes. */
export async function makeImportingFirm(
  dossiers: number,
): Promise<{ headers: Record<string, string>; codes: string[]; cabinetId: string }> {
  const { _id: cabinetId } = await ensureCabinet(readConfig());
  const codes = Array.from({ length: dossiers }, (_, n) => `BANC${n + 1}`);
  for (const [n, code] of codes.entries()) {
    const raisonSociale = `Entreprise ${n + 1}`;
    await Dossier.create({ cabinetId, code, raisonSociale, ape: '1071C', ...dossierKeys(code, raisonSociale) });
  }
  const { shown, record } = makePartnerKey(new Date(), { collaborateurId: new Types.ObjectId() } as never);
  await Partner.create({
    ...{ cabinetId, name: 'Partenaire', nameKey: 'partenaire', reach: 'all', keys: [record] },
    ...{ requestsPerMinute: 1_000_000, createdBy: new Types.ObjectId() },
  });
  return { headers: { authorization: `Bearer ${shown.key}` }, codes, cabinetId };
}
