import { foldText } from '../../../models/fold-text.ts';
import { dayText } from '../../spreadsheets/day-text.ts';
import { DATE_ORDERS, type DateOrder } from './custom-mapping.ts';

const TIME = /[ T]\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?Z?$/;
const PARTS = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$/;
const NAMED = /^(\d{1,2})[-/. ]+([\p{L}]{3,10})\.?[-/. ]+(\d{4}|\d{2})$/u;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTHS = ['jan', 'fev', 'mar', 'avr', 'mai', 'jun', 'jul', 'aou', 'sep', 'oct', 'nov', 'dec'];
const ENGLISH: Record<string, number> = { feb: 2, apr: 4, may: 5, aug: 8 };
/** Years of two digits before this one are of our century. */
const PIVOT = 70;
const MAX_LENGTH = 40;

/** Which of three parts is which, by the order. */
const PLACES = Object.fromEntries(
  DATE_ORDERS.map((order) => {
    const letters = [...new Set(order)];
    const [year, month, day] = ['A', 'M', 'J'].map((letter) => letters.indexOf(letter)) as [number, number, number];
    return [order, { year, month, day, yearDigits: order.includes('AAAA') ? 4 : 2 }];
  }),
) as Record<DateOrder, { year: number; month: number; day: number; yearDigits: number }>;

/**
 * A date as AAAAMMJJ, read in the one order that the mapping says; the only other ones are those that nobody can take for
 * something else: AAAA-MM-JJ, and months by their names.
 *
 * @param isNumber whether a sheet holds a number there, which is then a day of its calendar
 * @returns undefined for what is no date in that order
 */
export function readMappedDate(text: string, order: DateOrder, isNumber = false): string | undefined {
  if (isNumber && /^\d{5}(\.\d+)?$/.test(text)) return dayText(Number(text), false)?.replaceAll('-', '');
  if (text.length > MAX_LENGTH) return undefined;
  const day = text.replace(TIME, '');
  const iso = ISO.exec(day);
  if (iso) return dateOf(iso[1], iso[2], iso[3]);
  const named = NAMED.exec(day);
  if (named) return dateOf(named[3], String(monthOf(named[2] as string)), named[1]);
  const parts = PARTS.exec(day)?.slice(1) ?? compactParts(day, order);
  if (!parts) return undefined;
  const { year: yearAt, month: monthAt, day: dayAt, yearDigits } = PLACES[order];
  const year = parts[yearAt] ?? '';
  if (year.length !== yearDigits) return undefined;
  return dateOf(year, parts[monthAt], parts[dayAt]);
}

/** Digits in a row, cut as the order says. */
function compactParts(day: string, order: DateOrder): string[] | undefined {
  // A sheet or a program that took the date for a number lost the zero in front.
  const digits = /^\d+$/.test(day) ? day.padStart(order.length, '0') : '';
  if (digits.length !== order.length || day.length < order.length - 1) return undefined;
  return order.match(/A+|M+|J+/g)?.map((part) => digits.slice(order.indexOf(part), order.indexOf(part) + part.length));
}

function dateOf(year = '', month = '', day = ''): string | undefined {
  const whole = year.length === 2 ? (Number(year) < PIVOT ? 2000 : 1900) + Number(year) : Number(year);
  const [m, d] = [Number(month), Number(day)];
  if (whole < 1000 || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(whole, m, 0)).getUTCDate()) return undefined;
  return String(whole * 10_000 + m * 100 + d);
}

function monthOf(name: string): number {
  const folded = foldText(name);
  const start =
    folded.startsWith('juil') || folded.startsWith('jul') ? 'jul' : folded.startsWith('jui') ? 'jun' : folded;
  return MONTHS.indexOf(start.slice(0, 3)) + 1 || ENGLISH[start.slice(0, 3)] || 0;
}
