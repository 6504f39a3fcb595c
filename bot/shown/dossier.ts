import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { type DossierRemark, dossierCard } from '../cards/dossier-card.ts';
import type { ShowRecord } from './shown.ts';

export const showDossierCard: ShowRecord = async (_services, { cabinetId, locale }, { dossierId = '' }, remark) => {
  const dossier = await getDossier(cabinetId, dossierId);
  return dossier && dossierCard({ locale, dossier, remark: remark as DossierRemark | undefined });
};
