import { foldText } from '../../../models/fold-text.ts';

/** Words with which a row of totals begins, folded. */
const TOTAL =
  /^(?:sous[ -]?)?tot(?:al|aux)?\b|^(?:grand|general) total|^cumul|^solde(?:s)?\b|^a reporter|^report(?:s)?\b|^balance\b|^totalisation\b/;
const MAX_CELL = 200;
const MIN_LABEL = 3;
const LETTERS = /[a-z]{3}/i;

/** Whether a cell is how a total, a subtotal, a balance or a carried sum is labelled. */
export function isTotalLabel(cell: string): boolean {
  // Most cells are codes, dates and amounts.
  if (cell.length < MIN_LABEL || !LETTERS.test(cell)) return false;
  return TOTAL.test(foldText(cell.slice(0, MAX_CELL)).replace(/^[^a-z0-9]+/, ''));
}
