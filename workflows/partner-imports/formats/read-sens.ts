import { foldText } from '../../../models/fold-text.ts';

const DEBIT = new Set(['d', 'debit', 'deb', 'db', 'dt', '+', '+1', '1', 'debiteur']);
const CREDIT = new Set(['c', 'credit', 'cred', 'cr', 'ct', '-', '-1', 'crediteur']);

/** The side that a word or a sign means; undefined for none. */
export function readSens(text: string): 'D' | 'C' | undefined {
  const folded = foldText(text.slice(0, 20));
  return DEBIT.has(folded) ? 'D' : CREDIT.has(folded) ? 'C' : undefined;
}
