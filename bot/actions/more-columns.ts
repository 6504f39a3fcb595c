import { showLayoutForm } from '../show-layout.ts';
import { defineAction } from './action.ts';

/** Other columns of a wide file in the lists, what was chosen so far being kept. */
export const moreColumns = defineAction('layout.more', (context, { layoutId, version: _, from, ...entries }) =>
  showLayoutForm(context, layoutId, { from, entries }),
);
