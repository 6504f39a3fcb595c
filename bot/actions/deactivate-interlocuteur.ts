import { deactivateInterlocuteur as deactivate } from '../../workflows/interlocuteurs/deactivate-interlocuteur.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const deactivateInterlocuteur = defineAction('interlocuteur.deactivate', async (context, data) => {
  const isDone = await deactivate(context.services, context.staff, data);
  const { interlocuteurId } = data;
  return showRecord(context, 'interlocuteur', { interlocuteurId }, isDone ? 'deactivated' : 'stale-click');
});
