import { AppError } from '../errors.ts';
import type { ChoiceFaults, ChoiceForm } from '../workflows/conversions/check-choice.ts';
import { getConversion } from '../workflows/conversions/get-conversion.ts';
import { franceDay } from '../workflows/spreadsheets/france-day.ts';
import { conversionCard } from './cards/conversion-card.ts';
import type { BotContext } from './context.ts';
import type { Answer } from './turn.ts';

/**
 * A conversion's choice for whoever clicked, with what they typed and what is wrong with it.
 *
 * @throws AppError `not-found`.
 */
export async function chooseAgain(
  { services, staff }: BotContext,
  conversionId: string,
  choosing: { form?: ChoiceForm; faults?: ChoiceFaults } = {},
): Promise<Answer> {
  const { cabinetId, locale } = staff;
  const conversion = await getConversion(services, cabinetId, { conversionId });
  if (!conversion) throw new AppError('not-found', { because: 'conversion' });
  const { timeZone } = services.config.firm;
  return conversionCard({ locale, timeZone, conversion, today: franceDay(services.now()), choosing });
}
