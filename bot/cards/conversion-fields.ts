import type { TFunction } from 'i18next';
import type { ChoiceFaults, ChoiceForm } from '../../workflows/conversions/check-choice.ts';
import type { ConversionView } from '../../workflows/conversions/get-conversion.ts';
import { dayText, isoDay } from './day-text.ts';
import { choices, type Element, faultLine, note, plain, shorten, textInput } from './parts.ts';

type FieldsData = {
  conversion: ConversionView;
  /** AAAA-MM-JJ. */
  today: string;
  choosing?: { form?: Partial<ChoiceForm>; faults?: ChoiceFaults };
};

/**
 * What is to be made of a TRA: provisional, or definitive with its date (domain 202, 203). The company and the closing date
 * are asked for only when the file does not tell them (domain 200, 204).
 */
export function conversionFields(t: TFunction, data: FieldsData): (Element | false)[] {
  const { conversion, choosing = {} } = data;
  const { facts, totals, choice, dossier } = conversion;
  const { form = {}, faults = {} } = choosing;
  const last = dayText(totals.lastDate);
  const fault = (field: keyof ChoiceForm): Element | false =>
    faults[field] ? faultLine(t(`conversion.faults.${faults[field]}`, { last })) : false;
  const day = (id: 'date' | 'closing', label: string, value: number): Element => {
    const typed = form[id]?.trim() ?? '';
    return { type: 'Input.Date', id, label, value: /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : isoDay(value) };
  };
  const kinds = ['provisional', ...(facts.hasValidated ? ['as-file'] : []), 'definitive'];
  const asked = form.validation || choice?.validation || 'provisional';
  const found = dossier && plain(shorten(`${dossier.code} · ${dossier.raisonSociale}`, 120));
  return [
    choices(
      ...(['validation', t('conversion.choice')] as const),
      kinds.map((value) => ({ title: t(`conversion.choices.${value}`), value })),
      { value: kinds.includes(asked) ? asked : 'provisional' },
    ),
    fault('validation'),
    day('date', t('conversion.date'), choice?.date ?? suggestedDate(data)),
    fault('date'),
    note(t('conversion.order')),
    ...(facts.closing.from === 'guessed'
      ? [
          day('closing', t('conversion.closingDate'), choice?.closing ?? facts.closing.date),
          fault('closing'),
          note(t('conversion.closingNote')),
        ]
      : []),
    ...(facts.siren === ''
      ? [
          textInput('siren', t('conversion.company'), form.siren ?? choice?.siren ?? dossier?.siren ?? undefined, {
            maxLength: 200,
          }),
          fault('siren'),
          note(found ? t('conversion.companyFound', { dossier: found }) : t('conversion.companyNote')),
        ]
      : []),
  ];
}

/** The closing date, or today while it is to come; never before the last entry. */
function suggestedDate({ today, conversion: { facts, totals } }: FieldsData): number {
  return Math.max(totals.lastDate, Math.min(facts.closing.date, Number(today.replaceAll('-', ''))));
}
