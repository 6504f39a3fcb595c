import { reactivateInterlocuteur as reactivate } from '../../workflows/interlocuteurs/reactivate-interlocuteur.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const reactivateInterlocuteur = defineAction('interlocuteur.reactivate', async (context, data) => {
  const isDone = await reactivate(context.services, context.staff, data);
  const { interlocuteurId } = data;
  return showRecord(context, 'interlocuteur', { interlocuteurId }, isDone ? 'reactivated' : 'stale-click');
});
