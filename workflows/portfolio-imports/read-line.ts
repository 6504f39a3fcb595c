/** From the cells of a line to what the form would hold, with what spreadsheets do to numbers undone. Pure. */
import { foldText } from '../../models/fold-text.ts';
import type { DossierField, DossierForm } from '../dossiers/check-dossier-form.ts';
import { stripSeparators } from '../identifiers/strip-separators.ts';
import type { Row } from '../spreadsheets/read-rows.ts';
import type { Columns, ImportField } from './recognise-columns.ts';

/** Why a cell cannot be read at all, whatever it should hold. */
export type CellFault = 'cell-error' | 'number-scientific' | 'too-many-cells';

export type ReadLine = {
  form: DossierForm;
  /** Cells that hold nothing anybody typed. */
  faults: Partial<Record<ImportField, CellFault>>;
  isTooLong: boolean;
};

/** What Excel and LibreOffice show for a formula that failed. */
const ERROR_CELL = /^(?:#(?:N\/A|REF!|VALEUR!|VALUE!|DIV\/0!|NOM\??|NAME\?|NUL!|NULL!|NOMBRE!|NUM!)|Err:\d+)$/i;
/** What is left of a long number once a spreadsheet has shortened it: digits are lost. */
const SCIENTIFIC = /^\d[.,]\d+E\+\d+$/i;

export function readLine({ cells, isNumber }: Row, { at }: Columns, width: number): ReadLine {
  const form: DossierForm = {};
  const faults: ReadLine['faults'] = {};
  for (const [name, place] of Object.entries(at)) {
    const field = name as ImportField;
    const cell = (cells[place] ?? '').trim();
    if (!cell) continue;
    if (ERROR_CELL.test(cell)) faults[field] = 'cell-error';
    else if (SCIENTIFIC.test(cell)) faults[field] = 'number-scientific';
    else if (field === 'dirigeant') Object.assign(form, { ...nameParts(cell), ...form });
    else form[field] = isNumber?.[place] ? withZeros(field, cell) : cell;
  }
  if (form.codePostal && isPadded(at, isNumber, 'codePostal') && !isFrench(form.pays)) {
    // Only French codes are known to have five digits.
    form.codePostal = (cells[at.codePostal!] ?? '').trim();
  }
  return { form, faults, isTooLong: cells.length > width };
}

/** Excel takes the zeros at the start of a number away: each of these has a length that says how many. */
function withZeros(field: DossierField, cell: string): string {
  const digits = stripSeparators(cell);
  if (!/^\d+$/.test(digits)) return cell;
  switch (field) {
    case 'siren':
      if (digits.length === 8) return digits.padStart(9, '0');
      return digits.length === 13 ? digits.padStart(14, '0') : cell;
    case 'nic':
      if (digits.length < 5) return digits.padStart(5, '0');
      return digits.length === 13 ? digits.padStart(14, '0') : cell;
    case 'codePostal':
      return digits.length === 4 ? digits.padStart(5, '0') : cell;
    case 'dirigeantMobile':
      return digits.length === 9 ? `0${digits}` : cell;
    default:
      return cell;
  }
}

function isPadded(at: Columns['at'], isNumber: boolean[] | undefined, field: ImportField): boolean {
  const place = at[field];
  return place !== undefined && Boolean(isNumber?.[place]);
}

function isFrench(pays: string | undefined): boolean {
  return !pays || /^fr(a|ance)?( metropolitaine)?$/.test(foldText(pays));
}

/** « Claire MARTIN », « MARTIN Claire », « Mme Claire Martin »: a word in capitals is the name, else the first is not. */
export function nameParts(cell: string): { dirigeantNom: string; dirigeantPrenom?: string } {
  const words = cell.split(/\s+/).filter((word) => !/^(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?$/i.test(word));
  if (words.length < 2) return { dirigeantNom: words.join(' ') || cell };
  const isCapitals = (word: string) => word.length > 1 && word === word.toUpperCase();
  const capitals = words.filter(isCapitals);
  if (capitals.length > 0 && capitals.length < words.length) {
    return { dirigeantNom: capitals.join(' '), dirigeantPrenom: words.filter((word) => !isCapitals(word)).join(' ') };
  }
  return { dirigeantPrenom: words[0], dirigeantNom: words.slice(1).join(' ') };
}
