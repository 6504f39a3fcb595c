import { AppError } from '../../errors.ts';
import { listInterlocuteurs } from '../../workflows/interlocuteurs/list-interlocuteurs.ts';
import { interlocuteursCard } from '../cards/interlocuteurs-card.ts';
import { defineAction } from './action.ts';

export const viewInterlocuteurs = defineAction('interlocuteurs.view', async ({ staff }, where) => {
  const page = await listInterlocuteurs(staff.cabinetId, where);
  if (!page) throw new AppError('not-found', { because: 'dossier' });
  return interlocuteursCard({ locale: staff.locale, page });
});
