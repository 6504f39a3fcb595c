import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const viewConversion = defineAction('conversion.view', (context, { conversionId }) =>
  showRecord(context, 'conversion', { conversionId }),
);
