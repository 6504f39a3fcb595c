import { showPartners } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const viewPartners = defineAction('partners.view', (context, { skip }) => showPartners(context, skip));
