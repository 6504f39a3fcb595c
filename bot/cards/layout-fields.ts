/** What the cards of a partner's columns are made of: the columns as the file has them, and lists of choices. */
import type { DateOrder } from '../../workflows/partner-imports/formats/custom-mapping.ts';
import { decimalCents } from '../../workflows/partner-imports/formats/decimal-cents.ts';
import { readMappedAmount } from '../../workflows/partner-imports/formats/read-mapped-amount.ts';
import { readMappedDate } from '../../workflows/partner-imports/formats/read-mapped-date.ts';
import type { FileColumn, LayoutView } from '../../workflows/partner-imports/layouts/get-layout.ts';
import {
  AMOUNTS,
  type AskedColumn,
  askedOf,
  type MappingForm,
  NONE,
} from '../../workflows/partner-imports/layouts/mapping-form.ts';
import { formatDay, type Locale, words } from '../locales/index.ts';
import { plain, shorten } from './parts.ts';

type Option = { title: string; value: string };

/** Of a card's 20 KB, what the columns with their first values take, and what each list of columns does. */
const FACTS_BYTES = 2_800;
const OPTIONS_BYTES = 750;
const NAME = 40;
/** Of a name, when so many are chosen that they would fill the list. */
const SHORT_NAME = 16;
const SAMPLES = 3;
const SAMPLE = 28;

/** Each column of the file, what it is taken for and its first values; `left` of them are not shown. */
export function columnFacts(
  locale: Locale,
  columns: readonly FileColumn[],
  { mapping }: Pick<LayoutView, 'mapping'>,
): { facts: [string, string][]; left: number } {
  const t = words(locale);
  const roles = new Map<number, string[]>();
  for (const [column, place] of Object.entries(mapping.columns)) {
    roles.set(place.index, [...(roles.get(place.index) ?? []), t(`layout.column.${column}`)]);
  }
  const extras = new Set(mapping.extras.map(({ index }) => index));
  const isRead = ({ index }: FileColumn) => roles.has(index);
  const chosen = new Map<number, [string, string]>();
  let bytes = 0;
  for (const column of [...columns.filter(isRead), ...columns.filter((one) => !isRead(one))]) {
    const { index, samples } = column;
    const role = roles.get(index)?.join(', ') ?? t(extras.has(index) ? 'layout.kept' : 'layout.ignored');
    const values = [...new Set(samples.filter(Boolean))].slice(0, SAMPLES).map(sampleText);
    const fact: [string, string] = [
      plain(nameOf(locale, column)),
      values.length === 0 ? role : t('layout.fact', { role, values: values.join(' · ') }),
    ];
    bytes += Buffer.byteLength(JSON.stringify(fact)) + '"title":"value":'.length;
    if (bytes > FACTS_BYTES) break;
    chosen.set(index, fact);
  }
  const facts = columns.flatMap(({ index }) => {
    const fact = chosen.get(index);
    return fact ? [fact] : [];
  });
  return { facts, left: columns.length - facts.length };
}

/**
 * The columns of the file that can be chosen from one of them on, as many as a card bears, with those that are chosen;
 * `next` is where the others begin.
 */
export function columnOptions(
  locale: Locale,
  columns: readonly FileColumn[],
  { from, form }: { from: number; form: MappingForm },
): { options: Option[]; next?: number } {
  const chosen = new Set(askedOf(form).flatMap((column) => form.columns[column] ?? []));
  const selected = columns.filter(({ index }) => chosen.has(index));
  const option = (column: FileColumn, most: number): Option => ({
    ...{ title: nameOf(locale, column, most), value: String(column.index) },
  });
  const sizeOf = (one: Option) => Buffer.byteLength(JSON.stringify(one)) + 1;
  const isHeavy = selected.reduce((sum, column) => sum + sizeOf(option(column, NAME)), 0) > OPTIONS_BYTES * 0.6;
  const most = isHeavy ? SHORT_NAME : NAME;
  let bytes = selected.reduce((sum, column) => sum + sizeOf(option(column, most)), 0);
  const shown = new Set(chosen);
  let next = columns.findIndex(({ index }) => index >= from);
  for (; next >= 0 && next < columns.length; next += 1) {
    const column = columns[next] as FileColumn;
    if (shown.has(column.index)) continue;
    bytes += sizeOf(option(column, most));
    // One at least, or the others would never come.
    if (bytes > OPTIONS_BYTES && shown.size > chosen.size) break;
    shown.add(column.index);
  }
  const rest = columns[next];
  return {
    options: withPlaces(
      locale,
      columns.filter(({ index }) => shown.has(index)).map((one) => option(one, most)),
    ),
    ...(rest && { next: rest.index }),
  };
}

/** A value as it stands in the file, an amount on one line. */
function sampleText(cell: string): string {
  return plain(shorten(cell.replace(/(\d) (?=\d{3}(?!\d))/g, '$1\u00a0'), SAMPLE));
}

/** Two columns of one name are told apart by their place. */
function withPlaces(locale: Locale, options: Option[]): Option[] {
  const counts = new Map<string, number>();
  for (const { title } of options) counts.set(title, (counts.get(title) ?? 0) + 1);
  const t = words(locale);
  return options.map(({ title, value }) =>
    counts.get(title) === 1
      ? { title, value }
      : { title: `${title} (${t('layout.place', { n: Number(value) + 1 })})`, value },
  );
}

function nameOf(locale: Locale, { name, index }: FileColumn, most = NAME): string {
  return shorten(name.replace(/\s+/g, ' '), most) || words(locale)('layout.unnamed', { n: index + 1 });
}

/** A column with « absente » before the others. */
export function withNone(locale: Locale, options: Option[], column: AskedColumn): Option[] {
  const t = words(locale);
  return [{ title: t(column === 'JournalCode' ? 'layout.noJournal' : 'layout.none'), value: NONE }, ...options];
}

/** Each order of a date, with the value of the file that tells it best. */
export function dateOptions(
  locale: Locale,
  columns: readonly FileColumn[],
  form: MappingForm,
  orders: readonly DateOrder[],
): Option[] {
  const t = words(locale);
  // 31/01/2025 tells more than 01/01/2025, which reads in several orders.
  const reads = (text: string) => orders.filter((order) => readMappedDate(text, order)).length;
  const samples = samplesOf(columns, form.columns.EcritureDate).toSorted((one, other) => reads(one) - reads(other));
  return orders.map((order) => {
    const name = t(`layout.order.${order}`);
    const text = samples.find((sample) => readMappedDate(sample, order));
    const day = text === undefined ? undefined : readMappedDate(text, order);
    if (!text || !day) return { title: name, value: order };
    const at = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))));
    const value = formatDay(locale, 'UTC', at);
    return { title: t('layout.example', { text: shorten(text, SAMPLE), value, name }), value: order };
  });
}

/** Both marks of decimals, with an amount of the file read by each. */
export function decimalOptions(locale: Locale, columns: readonly FileColumn[], form: MappingForm): Option[] {
  const t = words(locale);
  const samples = amountSamples(columns, form);
  return ([',', '.'] as const).map((mark) => {
    const name = t(mark === ',' ? 'layout.comma' : 'layout.dot');
    const isTelling = (sample: string) => centsOf(sample, mark) !== 0 && /[.,]/.test(sample);
    const text = samples.find(isTelling) ?? samples.find((sample) => centsOf(sample, mark) !== 0);
    if (text === undefined) return { title: name, value: mark };
    const value = money(locale, centsOf(text, mark));
    return { title: t('layout.example', { text: shorten(text, SAMPLE), value, name }), value: mark };
  });
}

/** Which side an amount with a sign is on, with one of the file. */
export function signOptions(locale: Locale, columns: readonly FileColumn[], form: MappingForm): Option[] {
  const t = words(locale);
  const samples = amountSamples(columns, form);
  const isNegative = (sample: string) => centsOf(sample, form.decimal) < 0;
  const text = samples.find(isNegative) ?? samples.find((sample) => centsOf(sample, form.decimal) > 0);
  return (['debit-positive', 'credit-positive'] as const).map((value) => {
    const name = t(`layout.sign.${value}`);
    if (text === undefined) return { title: name, value };
    const isDebit = isNegative(text) === (value === 'credit-positive');
    const side = t(isDebit ? 'layout.column.Debit' : 'layout.column.Credit');
    return { title: t('layout.example', { text: shorten(text, SAMPLE), value: side, name }), value };
  });
}

function samplesOf(columns: readonly FileColumn[], index: number | undefined): string[] {
  return columns.find((one) => one.index === index)?.samples.filter(Boolean) ?? [];
}

function amountSamples(columns: readonly FileColumn[], form: MappingForm): string[] {
  return AMOUNTS[form.amounts].filter((one) => one !== 'Sens').flatMap((one) => samplesOf(columns, form.columns[one]));
}

function centsOf(text: string, mark: ',' | '.'): number {
  return decimalCents(readMappedAmount(text, mark) ?? '');
}

function money(locale: Locale, cents: number): string {
  const options = { style: 'currency', currency: 'EUR' } as const;
  return new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', options).format(cents / 100);
}
