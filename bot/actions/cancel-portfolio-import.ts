import { cancelImport } from '../../workflows/portfolio-imports/cancel-import.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const cancelPortfolioImport = defineAction('portfolio-import.cancel', async (context, { importId }) => {
  const isDone = await cancelImport(context.services, context.staff, importId);
  return showRecord(context, 'portfolio-import', { importId }, isDone ? undefined : 'stale-click');
});
