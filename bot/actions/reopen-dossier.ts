import { reopenDossier as reopen } from '../../workflows/dossiers/reopen-dossier.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const reopenDossier = defineAction('dossier.reopen', async (context, { dossierId }) => {
  const isDone = await reopen(context.services, context.staff, dossierId);
  return showRecord(context, 'dossier', { dossierId }, isDone ? 'reopened' : undefined);
});
