import { unlinkDossier as unlink } from '../../workflows/interlocuteurs/unlink-dossier.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const unlinkDossier = defineAction('interlocuteur.unlink', async (context, { dossierId, ...ref }) => {
  const { interlocuteurId } = ref;
  // Nothing was chosen: an old client let it through.
  if (!dossierId) return showRecord(context, 'interlocuteur', { interlocuteurId });
  const outcome = await unlink(context.services, context.staff, { ...ref, dossierId });
  return showRecord(context, 'interlocuteur', { interlocuteurId }, outcome);
});
