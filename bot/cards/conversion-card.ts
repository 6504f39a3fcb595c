import type { TFunction } from 'i18next';
import type { ChoiceFaults, ChoiceForm } from '../../workflows/conversions/check-choice.ts';
import type { ConversionView } from '../../workflows/conversions/get-conversion.ts';
import { formatSiren } from '../../workflows/identifiers/read-siren.ts';
import { formatMoment, formatNumber, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { anomalyLines } from './anomaly-lines.ts';
import { conversionFields } from './conversion-fields.ts';
import { dayText } from './day-text.ts';
import { banner, button, card, type Element, execute, facts, note, paragraph, plain, shorten, title } from './parts.ts';

export type ConversionRemark = 'stale-click';

type ConversionCardData = {
  locale: Locale;
  timeZone: string;
  conversion: ConversionView;
  /** The firm's present day, AAAA-MM-JJ. */
  today: string;
  remark?: ConversionRemark;
  /** What somebody is choosing, and what is wrong with it: theirs alone, the shared card stays as it is. */
  choosing?: { form?: Partial<ChoiceForm>; faults?: ChoiceFaults };
};

const GROUND = {
  'to-choose': 'accent',
  converting: 'accent',
  done: 'good',
  refused: 'attention',
  expired: 'emphasis',
} as const;

/** A TRA from its arrival to its FEC (domain 198 to 206). */
export function conversionCard(data: ConversionCardData): Answer {
  const { locale, conversion, remark, choosing } = data;
  const t = words(locale);
  const { conversionId, fileName, isExpired } = conversion;
  const state = isExpired ? 'expired' : choosing ? 'to-choose' : conversion.status;
  const summary = t('conversion.summary', { file: fileName, state: t(`conversion.state.${state}`) });
  return {
    summary,
    ...(!choosing && { shows: { kind: 'conversion', refs: { conversionId }, watches: [conversionId] } }),
    card: card({
      speak: summary,
      ...(!choosing && { refresh: execute('conversion.view', { conversionId }) }),
      body: [
        title(t('conversion.title')),
        note(plain(shorten(fileName, 120))),
        banner(t(`conversion.state.${state}`), GROUND[state]),
        remark && paragraph(t('conversion.chosenBefore')),
        choosing?.faults && paragraph(t('conversion.faulty'), { color: 'Attention', weight: 'Bolder' }),
        ...bodyOf(t, data, state),
      ],
      buttons: buttonsFor(t, conversion, state, Boolean(choosing)),
    }),
  };
}

type State = keyof typeof GROUND;

function bodyOf(t: TFunction, data: ConversionCardData, state: State): (Element | undefined | false)[] {
  const { locale, timeZone, conversion } = data;
  const { failure, isMendable, totals } = conversion;
  if (state === 'expired') return [paragraph(t('conversion.expired'))];
  if (state === 'converting') return [factsOf(t, locale, conversion), note(t('conversion.under'))];
  const anomalies = anomalyLines(t, locale, conversion);
  if (state === 'done') {
    return [
      factsOf(t, locale, conversion),
      ...anomalies,
      note(t('conversion.kept', { at: formatMoment(locale, timeZone, conversion.expiresAt) })),
    ];
  }
  const fields = isMendable ? conversionFields(t, data) : [];
  const isRefused = state === 'refused';
  return [
    failure && isRefused && paragraph(t(`errors.${failure}`), { color: 'Attention' }),
    totals.lines > 0 && factsOf(t, locale, conversion),
    ...anomalies,
    isRefused && note(t(isMendable ? 'conversion.mendChoice' : 'conversion.mendFile')),
    ...fields,
  ];
}

function factsOf(
  t: TFunction,
  locale: Locale,
  { status, name, facts: told, totals, validity, dossier, choice }: ConversionView,
) {
  const n = (value: number) => formatNumber(locale, value);
  const amount = (cents: number) =>
    (cents / 100).toLocaleString(locale === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency: 'EUR' });
  const { debit, credit, firstDate, lastDate } = totals;
  const span = (first: number, last: number) => t('conversion.fromTo', { from: dayText(first), to: dayText(last) });
  const siren = told.siren || choice?.siren;
  const closing = told.closing.from === 'guessed' ? choice?.closing : told.closing.date;
  const isBalanced = debit === credit;
  return facts([
    [t('conversion.fields.name'), name],
    [t('conversion.fields.siren'), siren && formatSiren(siren)],
    [t('conversion.fields.dossier'), dossier && plain(shorten(`${dossier.code} · ${dossier.raisonSociale}`, 120))],
    [t('conversion.fields.exercice'), told.exercice && span(told.exercice.start, told.exercice.end)],
    [t('conversion.fields.closing'), !told.exercice && closing ? dayText(closing) : undefined],
    [t('conversion.fields.entries'), n(totals.entries)],
    [t('conversion.fields.lines'), n(totals.lines)],
    [t('conversion.fields.movements'), lastDate > 0 ? span(firstDate, lastDate) : undefined],
    [t('conversion.fields.balanced'), isBalanced ? amount(debit) : undefined],
    [t('conversion.fields.debit'), isBalanced ? undefined : amount(debit)],
    [t('conversion.fields.credit'), isBalanced ? undefined : amount(credit)],
    [t('conversion.fields.validity'), status === 'done' ? t(`conversion.validity.${validity}`) : undefined],
  ]);
}

function buttonsFor(
  t: TFunction,
  { conversionId, isMendable }: ConversionView,
  state: State,
  isChoosing: boolean,
): (Element | false)[] {
  const data = { conversionId };
  const canChoose = isMendable && (state === 'to-choose' || state === 'refused');
  return [
    state === 'done' && button(t('conversion.download'), 'conversion.download', data, { style: 'positive' }),
    state === 'done' && isMendable && button(t('conversion.again'), 'conversion.again', data),
    canChoose &&
      button(t('conversion.export'), 'conversion.convert', data, { style: 'positive', associatedInputs: 'auto' }),
    isChoosing && button(t('buttons.back'), 'conversion.view', data),
    !isChoosing &&
      (state === 'expired' || (state === 'refused' && !isMendable)) &&
      button(t('conversion.another'), 'command.run', { command: 'convert-tra' }),
  ];
}
