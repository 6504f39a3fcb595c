import type { TFunction } from 'i18next';
import { DATE_ORDERS } from '../../workflows/partner-imports/formats/custom-mapping.ts';
import type { LayoutView } from '../../workflows/partner-imports/layouts/get-layout.ts';
import {
  AMOUNTS,
  type AskedColumn,
  askedOf,
  LONGEST_JOURNAL,
  type MappingFaults,
  type MappingForm,
  NONE,
} from '../../workflows/partner-imports/layouts/mapping-form.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { columnFacts, columnOptions, dateOptions, decimalOptions, signOptions, withNone } from './layout-fields.ts';
import {
  banner,
  button,
  card,
  choices,
  type Element,
  execute,
  facts,
  faultLine,
  note,
  paragraph,
  plain,
  shorten,
  textInput,
  title,
} from './parts.ts';

export type LayoutRemark = 'stale';

export type LayoutFormData = {
  locale: Locale;
  layout: LayoutView;
  form: MappingForm;
  faults?: MappingFaults;
  /** The column of the file from which lists begin. */
  from?: number;
  /** Whether it stands for the record and follows it; what somebody is filling in does not. */
  follows?: boolean;
  remark?: LayoutRemark;
};

/** What the columns of a partner's files are, for somebody to put right and agree to once (domain 161, 171). */
export function layoutFormCard(data: LayoutFormData): Answer {
  const { locale, layout, form, faults = {}, from = 0, follows, remark } = data;
  const t = words(locale);
  const { layoutId, version, columns, status } = layout;
  const summary = t('layout.formSummary', { partner: shorten(layout.partner, 120) });
  const read = columnFacts(locale, columns, layout);
  const lists = columnOptions(locale, columns, { from, form });
  const missing = missingNames(t, faults);
  const sends = { associatedInputs: 'auto' } as const;
  return {
    summary,
    ...(follows && { shows: { kind: 'layout', refs: { layoutId }, watches: [layoutId] } }),
    card: card({
      speak: summary,
      ...(follows && { refresh: execute('layout.view', { layoutId }) }),
      body: [
        title(t('layout.title', { partner: plain(shorten(layout.partner, 120)) })),
        banner(t(status === 'guessed' ? 'layout.toConfirm' : 'layout.editing'), 'warning'),
        remark && paragraph(t(`layout.${remark}`)),
        missing !== '' &&
          paragraph(t('layout.missing', { columns: missing }), { color: 'Attention', weight: 'Bolder' }),
        paragraph(t('layout.understood'), { weight: 'Bolder' }),
        facts(read.facts),
        read.left > 0 && note(t('layout.left', { count: read.left })),
        paragraph(t('layout.check'), { weight: 'Bolder' }),
        (lists.next !== undefined || from > 0) && note(t('layout.listsCut', { count: columns.length })),
        ...fieldsOf(data, t, lists.options),
      ],
      buttons: [
        button(t('layout.confirm'), 'layout.confirm', { layoutId, version }, { style: 'positive', ...sends }),
        lists.next !== undefined &&
          button(t('layout.moreColumns'), 'layout.more', { layoutId, version, from: lists.next }, sends),
        from > 0 && button(t('layout.firstColumns'), 'layout.more', { layoutId, version, from: 0 }, sends),
        !follows && button(t('buttons.cancel'), 'layout.view', { layoutId }),
        button(t('layouts.seeAll'), 'layouts.view', { skip: 0, scope: 'all' }),
      ],
    }),
  };
}

function fieldsOf(
  { locale, layout, form, faults = {} }: LayoutFormData,
  t: TFunction,
  options: { title: string; value: string }[],
): (Element | undefined | false)[] {
  const { columns } = layout;
  const field = (column: AskedColumn) => [
    choices(column, capitalise(t(`layout.column.${column}`)), withNone(locale, options, column), {
      ...{ value: form.columns[column] === undefined ? NONE : String(form.columns[column]), isCompact: true },
    }),
    faults[column] && faultLine(faultText(t, column, faults)),
  ];
  const compact = (id: string, value: string, list: { title: string; value: string }[]) =>
    choices(id, t(`layout.field.${id}`), list, { value, isCompact: true });
  const kinds = (Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[]).map((value) => ({
    ...{ title: t(`layout.amounts.${value}`), value },
  }));
  const [account, date, ...rest] = askedOf(form) as [AskedColumn, AskedColumn, ...AskedColumn[]];
  const amounts = rest.slice(0, AMOUNTS[form.amounts].length);
  return [
    ...field(account),
    ...field(date),
    compact('dateOrder', form.dateOrder, dateOptions(locale, columns, form, DATE_ORDERS)),
    compact('amounts', form.amounts, kinds),
    ...amounts.flatMap(field),
    compact('decimal', form.decimal, decimalOptions(locale, columns, form)),
    form.amounts === 'signed' && compact('signConvention', form.signConvention, signOptions(locale, columns, form)),
    ...field('JournalCode'),
    ...journalField(t, form, faults),
    ...rest.slice(amounts.length + 1).flatMap(field),
    ...othersField(t, form),
  ];
}

/** One journal for the whole file, when no column says which. */
function journalField(t: TFunction, { columns, journal }: MappingForm, faults: MappingFaults): (Element | undefined)[] {
  if (columns.JournalCode !== undefined && !faults.journal) return [];
  const options = { maxLength: LONGEST_JOURNAL, placeholder: t('layout.journalPlaceholder') };
  return [
    textInput('journal', t('layout.field.journal'), journal, options),
    faults.journal && faultLine(t('layout.fault.journal', { most: LONGEST_JOURNAL })),
  ];
}

/** What was recognised beside: ticked, unless somebody sees that it is something else. */
function othersField(t: TFunction, { others }: MappingForm): Element[] {
  if (others.length === 0) return [];
  const list = others.map(({ column }) => ({ title: capitalise(t(`layout.column.${column}`)), value: column }));
  const value = others.flatMap(({ column, isKept }) => (isKept ? column : [])).join(',');
  return [choices('others', t('layout.field.others'), list, { value, isMultiSelect: true })];
}

function faultText(t: TFunction, column: AskedColumn, faults: MappingFaults): string {
  return t(`layout.fault.${faults[column]}`, { column: t(`layout.column.${column}`) });
}

/** « numéro de compte, débit »; nothing when nothing is missing. */
function missingNames(t: TFunction, faults: MappingFaults): string {
  return Object.entries(faults)
    .filter(([, fault]) => fault === 'missing')
    .map(([column]) => t(`layout.column.${column}`))
    .join(', ');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
