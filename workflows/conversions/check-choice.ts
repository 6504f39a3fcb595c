import { z } from 'zod';
import type { ConversionChoice, ConversionRecord } from '../../models/conversion.ts';
import { findDossiers } from '../dossiers/find-dossiers.ts';
import { readSiren } from '../identifiers/read-siren.ts';
import { readDateText } from '../partner-imports/formats/read-date-text.ts';

const text = (most: number) => z.string().max(most).catch('');

/** What a card sends. Dates as its fields give them, AAAA-MM-JJ; `siren` is one, or what finds a dossier. */
export const choiceFormSchema = z.object({
  validation: z.enum(['provisional', 'as-file', 'definitive']).or(z.literal('')).catch(''),
  date: text(40),
  closing: text(40),
  siren: text(200),
});
export type ChoiceForm = z.infer<typeof choiceFormSchema>;

export type ChoiceFault =
  | 'validation-required'
  | 'date-required'
  | 'date-invalid'
  | 'date-early'
  | 'closing-required'
  | 'closing-invalid'
  | 'closing-early'
  | 'siren-required'
  | 'siren-invalid'
  | 'dossier-none'
  | 'dossier-several'
  | 'dossier-without-siren';
export type ChoiceFaults = Partial<Record<keyof ChoiceForm, ChoiceFault>>;

export type CheckedChoice = { ok: true; choice: ConversionChoice } | { ok: false; faults: ChoiceFaults };

/**
 * What is to be made of a TRA (domain 202, 203). What the file tells by itself is not asked for, and not taken from the form;
 * a company is said by its SIREN or by its dossier (domain 200).
 */
export async function checkChoice(
  { cabinetId, facts, totals }: Pick<ConversionRecord, 'cabinetId' | 'facts' | 'totals'>,
  form: ChoiceForm,
): Promise<CheckedChoice> {
  const faults: ChoiceFaults = {};
  const choice: ConversionChoice = { validation: form.validation || 'provisional' };
  if (form.validation === '') faults.validation = 'validation-required';
  if (form.validation === 'definitive') {
    const date = checkDay(form.date, totals.lastDate);
    if (typeof date === 'number') choice.date = date;
    else faults.date = `date-${date}`;
  }
  if (facts.closing.from === 'guessed') {
    const closing = checkDay(form.closing, totals.lastDate);
    if (typeof closing === 'number') choice.closing = closing;
    else faults.closing = `closing-${closing}`;
  }
  if (facts.siren === '') {
    const company = await findCompany(cabinetId, form.siren);
    if ('siren' in company) choice.siren = company.siren;
    else faults.siren = company.fault;
  }
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, choice };
}

function checkDay(typed: string, lastDate: number): number | 'required' | 'invalid' | 'early' {
  if (!typed.trim()) return 'required';
  const reading = readDateText(typed.trim());
  if (!('date' in reading)) return 'invalid';
  return reading.date < lastDate ? 'early' : reading.date;
}

async function findCompany(cabinetId: string, typed: string): Promise<{ siren: string } | { fault: ChoiceFault }> {
  if (!typed.trim()) return { fault: 'siren-required' };
  const siren = readSiren(typed);
  if (siren.ok) return { siren: siren.value };
  const match = await findDossiers(cabinetId, typed);
  if (match.kind === 'several') return { fault: 'dossier-several' };
  if (match.kind === 'none') return { fault: /^[\d\s.]+$/.test(typed) ? 'siren-invalid' : 'dossier-none' };
  return match.dossier.siren ? { siren: match.dossier.siren } : { fault: 'dossier-without-siren' };
}
