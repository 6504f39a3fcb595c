import { DATE_ORDERS, type DateOrder } from './custom-mapping.ts';
import { readMappedAmount } from './read-mapped-amount.ts';
import { readMappedDate } from './read-mapped-date.ts';
import { readSens } from './read-sens.ts';

/** What the cells of a column look like: shares of those that are filled, from 0 to 1. */
export type ColumnProfile = {
  /** Filled cells, and how many different ones. */
  filled: number;
  distinct: number;
  dates: number;
  amounts: number;
  /** Numbers of accounts of the French chart. */
  accounts: number;
  senses: number;
  /** Codes of a few letters or digits. */
  codes: number;
  negatives: number;
  /** Characters of a cell, on average. */
  length: number;
  /** For each order of a date, how many cells can be read in it. */
  orders: Record<DateOrder, number>;
  /** Cells whose decimals are told by a comma, and by a dot. */
  decimals: { ',': number; '.': number };
};

const ACCOUNT = /^[1-8]\d{2,11}[A-Z]{0,10}\d*$/i;
const CODE = /^[A-Z0-9]{1,6}$/i;
/** Digits alone are a code or an account as soon as an amount: only a mark or a currency tells. */
const PLAIN_AMOUNT = /[.,]\d{1,2}\D*$|€|^-$|^0$/;

/** @param numbers whether a sheet holds a number in each cell */
export function profileOf(cells: readonly string[], numbers: readonly boolean[] = []): ColumnProfile {
  const filled = cells.map((text, n) => ({ text, isNumber: numbers[n] === true })).filter(({ text }) => text !== '');
  const count = filled.length || 1;
  const share = (test: (cell: { text: string; isNumber: boolean }) => boolean) => filled.filter(test).length / count;
  const orders = Object.fromEntries(
    DATE_ORDERS.map((order) => [order, filled.filter(({ text }) => isDate(text, order)).length]),
  ) as Record<DateOrder, number>;
  const mark = (pattern: RegExp) => filled.filter(({ text, isNumber }) => !isNumber && pattern.test(text)).length;
  return {
    ...{ filled: filled.length, distinct: new Set(filled.map(({ text }) => text)).size, orders },
    dates: Math.max(...Object.values(orders)) / count,
    amounts: share(({ text, isNumber }) => isAmount(text) && (isNumber || PLAIN_AMOUNT.test(text))),
    accounts: share(({ text }) => ACCOUNT.test(text)),
    senses: share(({ text }) => readSens(text) !== undefined),
    codes: share(({ text }) => CODE.test(text)),
    negatives: share(({ text }) => isAmount(text) && /^[-–(−]|[-−)]$/.test(text) && /\d/.test(text)),
    length: filled.reduce((sum, { text }) => sum + text.length, 0) / count,
    decimals: { ',': mark(/\d,\d{1,2}\D*$/), '.': mark(/\d\.\d{1,2}\D*$/) },
  };
}

function isDate(text: string, order: DateOrder): boolean {
  const date = readMappedDate(text, order);
  // Eight digits may be anything: a day of this time is a date.
  return date !== undefined && date >= '19800101' && date <= '20991231';
}

function isAmount(text: string): boolean {
  return readMappedAmount(text, ',') !== undefined || readMappedAmount(text, '.') !== undefined;
}
