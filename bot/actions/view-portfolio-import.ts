import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Also what Teams asks by itself each time the card is displayed: it reads, and changes nothing. */
export const viewPortfolioImport = defineAction('portfolio-import.view', (context, { importId, slotId, page }) =>
  showRecord(context, 'portfolio-import', {
    ...(importId && { importId }),
    ...(slotId && { slotId }),
    ...(page && { page: String(page) }),
  }),
);
