import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Also what Teams asks by itself each time the card is displayed: it reads, and changes nothing. */
export const viewLayout = defineAction('layout.view', (context, { layoutId }) =>
  showRecord(context, 'layout', { layoutId }),
);
