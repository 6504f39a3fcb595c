import { showLayouts } from '../show-layout.ts';
import { defineAction } from './action.ts';

export const viewLayouts = defineAction('layouts.view', (context, { skip, scope, partnerId }) =>
  showLayouts(context, { skip, isToConfirm: scope === 'guessed', ...(partnerId && { partnerId }) }),
);
