import { confirmImport } from '../../workflows/portfolio-imports/confirm-import.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** « Oui »; a click that comes too late gets the present state. */
export const confirmPortfolioImport = defineAction(
  'portfolio-import.confirm',
  async (context, { importId, invites }) => {
    const isDone = await confirmImport(context.services, context.staff, { importId, invites: invites === 'true' });
    return showRecord(context, 'portfolio-import', { importId }, isDone ? undefined : 'stale-click');
  },
);
