import type { Column } from './format.ts';
import type { JsonEntry, JsonLine } from './json-schema.ts';

/** Columns after the 18 of the law that our JSON has. */
export const JSON_EXTRA_COLUMNS = ['Échéance', 'Analytique'];

/** Labels that the document declares before its entries, by code. */
export type JsonLabels = Record<'journals' | 'accounts' | 'tiers', Map<string, string>>;

/** Where each column of the FEC comes from: a member of the entry, or of its line. */
export const JSON_MEMBERS: Record<Column, { of: 'entry' | 'line'; path: string }> = {
  JournalCode: { of: 'entry', path: 'journal' },
  JournalLib: { of: 'entry', path: 'journal' },
  EcritureNum: { of: 'entry', path: 'number' },
  EcritureDate: { of: 'entry', path: 'date' },
  CompteNum: { of: 'line', path: 'account' },
  CompteLib: { of: 'line', path: 'accountLabel' },
  CompAuxNum: { of: 'line', path: 'tiers' },
  CompAuxLib: { of: 'line', path: 'tiersLabel' },
  PieceRef: { of: 'entry', path: 'piece.ref' },
  PieceDate: { of: 'entry', path: 'piece.date' },
  EcritureLib: { of: 'line', path: 'label' },
  Debit: { of: 'line', path: 'debit' },
  Credit: { of: 'line', path: 'credit' },
  EcritureLet: { of: 'line', path: 'lettering.code' },
  DateLet: { of: 'line', path: 'lettering.date' },
  ValidDate: { of: 'entry', path: 'validated' },
  Montantdevise: { of: 'line', path: 'currency.amount' },
  Idevise: { of: 'line', path: 'currency.code' },
};

/** What all lines of an entry share, ready for their rows. */
export type JsonEntryParts = { start: string[]; piece: string[]; validated: string; label: string };

/** @param number the entry's own, or the one made for it */
export function jsonEntryParts(entry: JsonEntry, number: string, labels: JsonLabels): JsonEntryParts {
  const { journal, date, piece, validated, label = '' } = entry;
  return {
    start: [journal, labels.journals.get(journal) ?? '', number, dayText(date)],
    piece: [piece?.ref ?? '', dayText(piece?.date)],
    ...{ validated: dayText(validated), label },
  };
}

/** One line of an entry in the columns of the FEC and ours. */
export function jsonEntryRow({ start, piece, validated, label }: JsonEntryParts, line: JsonLine, labels: JsonLabels) {
  const { account, tiers = '', lettering, currency } = line;
  const [journal, journalLabel, number, date] = start as [string, string, string, string];
  const [ref, pieceDate] = piece as [string, string];
  return [
    journal,
    journalLabel,
    number,
    date,
    account,
    line.accountLabel ?? labels.accounts.get(account) ?? '',
    tiers,
    line.tiersLabel ?? labels.tiers.get(tiers) ?? '',
    ref,
    pieceDate,
    line.label ?? label,
    amountText(line.debit),
    amountText(line.credit),
    lettering?.code ?? '',
    dayText(lettering?.date),
    validated,
    amountText(currency?.amount),
    currency?.code ?? '',
    dayText(line.dueDate),
    line.analytic === undefined ? '' : analyticText(line),
  ];
}

function dayText(day: string | undefined): string {
  return day === undefined ? '' : day.slice(0, 4) + day.slice(5, 7) + day.slice(8);
}

function amountText(amount: string | number | undefined): string {
  return amount === undefined ? '' : String(amount).replace('.', ',');
}

/** `Activité:MAINTENANCE=100 %; Site:LYON=50,00`. */
function analyticText({ analytic = [] }: JsonLine): string {
  return analytic
    .map(({ axis, section, amount, percent }) => {
      const share = percent === undefined ? amountText(amount) : `${amountText(percent)} %`;
      return `${axis === undefined ? '' : `${axis}:`}${section}${share === '' ? '' : `=${share}`}`;
    })
    .join('; ');
}
