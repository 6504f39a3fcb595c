import { getInterlocuteur } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { type InterlocuteurRemark, interlocuteurCard } from '../cards/interlocuteur-card.ts';
import type { ShowRecord } from './shown.ts';

export const showInterlocuteurCard: ShowRecord = async (_services, { cabinetId, locale }, refs, remark) => {
  const person = await getInterlocuteur(cabinetId, refs.interlocuteurId ?? '');
  return person && interlocuteurCard({ locale, person, remark: remark as InterlocuteurRemark | undefined });
};
