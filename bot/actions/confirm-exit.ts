import { exitClient } from '../../workflows/dossiers/exit-client.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Lets the client go, provided that the card listed what is there now: otherwise it is listed anew. */
export const confirmExit = defineAction('exit.confirm', async (context, { dossierId, version }) => {
  const outcome = await exitClient(context.services, context.staff, { dossierId, version });
  return showRecord(context, 'exit', { dossierId }, outcome === 'stale' ? 'stale' : undefined);
});
