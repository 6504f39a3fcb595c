import { removeInterlocuteur as remove } from '../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const removeInterlocuteur = defineAction('interlocuteur.remove', async (context, data) => {
  const isDone = await remove(context.services, context.staff, data);
  const { interlocuteurId } = data;
  return showRecord(context, 'interlocuteur', { interlocuteurId }, isDone ? 'removed' : 'stale-click');
});
