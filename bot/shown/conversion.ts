import { getConversion } from '../../workflows/conversions/get-conversion.ts';
import { franceDay } from '../../workflows/spreadsheets/france-day.ts';
import { type ConversionRemark, conversionCard } from '../cards/conversion-card.ts';
import type { ShowRecord } from './shown.ts';

export const showConversionCard: ShowRecord = async (services, { cabinetId, locale }, refs, remark) => {
  const { conversionId, slotId } = refs;
  const which = conversionId ? { conversionId } : slotId ? { slotId } : undefined;
  const conversion = which && (await getConversion(services, cabinetId, which));
  if (!conversion) return undefined;
  const { timeZone } = services.config.firm;
  const today = franceDay(services.now());
  return conversionCard({ locale, timeZone, conversion, today, remark: remark as ConversionRemark | undefined });
};
