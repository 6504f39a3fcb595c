import type {
  EntryChunk,
  ParseContext,
  ParseResult,
  ValueTotal,
} from '../../../../workflows/partner-imports/formats/format.ts';
import { COLUMNS } from '../../../../workflows/partner-imports/formats/format.ts';
import { parseFec } from '../../../../workflows/partner-imports/formats/parse-fec.ts';
import { FEC_NAME, type FecForm, renderFec, SIREN } from '../../../fixtures/fec/generate-fec.ts';

export type Parsed = Listed<ParseResult> & { chunks: EntryChunk[]; lines: string[][]; codes: string[] };

type Kinds = 'journals' | 'accounts' | 'tiers';
/** A result whose totals were all made. */
export type Listed<Result extends ParseResult> = Omit<Result, Kinds> & Record<Kinds, ValueTotal[]>;

export function listed<Result extends ParseResult>(result: Result): Listed<Result> {
  const { journals, accounts, tiers } = result;
  return { ...result, journals: [...journals], accounts: [...accounts], tiers: [...tiers] };
}

/** A buffer as a stream of pieces of `size` bytes. */
export async function* piecesOf(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that a file comes to; `lines` are the fields of all chunks, `codes` the distinct anomalies in order of code. */
export async function parse(
  bytes: Uint8Array,
  context: ParseContext = { fileName: FEC_NAME, siren: SIREN },
  size?: number,
): Promise<Parsed> {
  const parsing = parseFec(piecesOf(bytes, size), context);
  const chunks: EntryChunk[] = [];
  for await (const chunk of parsing.chunks) chunks.push(chunk);
  const result = parsing.result();
  const text = Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString('utf8');
  const lines =
    text === ''
      ? []
      : text
          .slice(0, -1)
          .split('\n')
          .map((line) => line.split('\t'));
  return { ...listed(result), chunks, lines, codes: Object.keys(result.anomalyCounts).sort() };
}

export function parseRows(
  rows: Iterable<readonly string[]>,
  form: FecForm = {},
  context?: ParseContext,
): Promise<Parsed> {
  return parse(renderFec(rows, form), context);
}

/** An entry of two lines that balances, with some fields changed on both, or on one of them by its place. */
export function entry(changes: Fields = {}, first: Fields = {}, second: Fields = {}): string[][] {
  const same = {
    ...{ JournalCode: 'AC', JournalLib: 'Achats', EcritureNum: 'AC000001', EcritureDate: '20250315', PieceRef: 'F1' },
    ...{ PieceDate: '20250314', EcritureLib: 'Facture Garage du Pont', ValidDate: '20250331', ...changes },
  };
  return [
    row({ CompteNum: '606300', CompteLib: 'Fournitures', Debit: '120,50', Credit: '0,00', ...same, ...first }),
    row({
      ...{ CompteNum: '401000', CompteLib: 'Fournisseurs', CompAuxNum: 'F001', CompAuxLib: 'Garage du Pont' },
      ...{ Debit: '0,00', Credit: '120,50', ...same, ...second },
    }),
  ];
}

type Fields = Partial<Record<(typeof COLUMNS)[number], string>>;

function row(fields: Fields): string[] {
  return COLUMNS.map((column) => fields[column] ?? '');
}

/** Column by its name in a line's fields. */
export function field(line: readonly string[] | undefined, column: (typeof COLUMNS)[number]): string | undefined {
  return line?.[COLUMNS.indexOf(column)];
}
