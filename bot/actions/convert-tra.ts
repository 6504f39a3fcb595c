import { chooseConversion } from '../../workflows/conversions/choose-conversion.ts';
import { chooseAgain } from '../choose-again.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** « Exporter le FEC »: the FEC at once, or that it is under way; what is wrong is said beside its field. */
export const convertTra = defineAction('conversion.convert', async (context, { conversionId, ...form }) => {
  const chosen = await chooseConversion(context.services, context.staff, { conversionId, form });
  if (chosen.kind === 'faulty') return chooseAgain(context, conversionId, { form, faults: chosen.faults });
  return showRecord(context, 'conversion', { conversionId }, chosen.kind === 'stale' ? 'stale-click' : undefined);
});
