import type { ConversionChoice } from '../../models/conversion.ts';

const FIELDS = ['validation', 'date', 'closing', 'siren'] as const;

/** Whether two choices come to the same FEC. */
export function isSameChoice(one: ConversionChoice, other: ConversionChoice | undefined): boolean {
  return FIELDS.every((field) => one[field] === other?.[field]);
}
