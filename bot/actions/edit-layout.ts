import { showLayoutForm } from '../show-layout.ts';
import { defineAction } from './action.ts';

/** What was agreed to may be put right: it counts for the files to come. */
export const editLayout = defineAction('layout.edit', (context, { layoutId }) => showLayoutForm(context, layoutId));
