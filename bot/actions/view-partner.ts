import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const viewPartner = defineAction('partner.view', (context, { partnerId }) => showPartner(context, partnerId));
