import { inviteDirigeants as invite } from '../../workflows/dossiers/invite-dirigeants.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** The invitations kept back until the bilan flash was ready (domain 111, 112). */
export const inviteDirigeants = defineAction('dossier.invite-dirigeants', async (context, { dossierId }) => {
  await invite(context.services, context.staff, dossierId);
  return showRecord(context, 'dossier', { dossierId });
});
