import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** What would end, or is ending. Teams asks by itself too: it reads, and changes nothing. */
export const viewExit = defineAction('exit.view', (context, refs) => showRecord(context, 'exit', { ...refs }));
