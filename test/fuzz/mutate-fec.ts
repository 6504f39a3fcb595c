/**
 * FEC spoilt in every way that comes to mind, thousands of them: whatever the bytes, parsing ends soon, with anomalies that
 * say where or with a file that balances. `npx tsx test/fuzz/mutate-fec.ts 100000 [first seed]` prints how many files went
 * through a second, the slowest, and how they ended. A file is made again from its seed alone.
 */
import { pathToFileURL } from 'node:url';
import { COLUMNS } from '../../workflows/partner-imports/formats/format.ts';
import { parseFec } from '../../workflows/partner-imports/formats/parse-fec.ts';
import { FEC_NAME, fecRows, HEADER, randomOf, renderFec, SIREN } from '../fixtures/fec/generate-fec.ts';
import { type FuzzReport, printFuzz, runFuzz, type Trial, tryParsing } from './run-fuzz.ts';
import { type Below, choicesOf, type Pick, spoilBytes } from './spoil-bytes.ts';

/** Bytes that parsers trip over. */
const TOKENS = [
  ...[
    '\0',
    '\x1a',
    '\r',
    '\n',
    '\r\r\n',
    '\t',
    '\t\t\t',
    '|',
    ';',
    ',',
    '"',
    '""',
    '"\t"',
    ' ',
    '\v',
    '\x1f',
    '-',
    '+',
    '.',
  ],
  ...[
    '\xa0',
    '\xc2\xa0',
    '\xc3',
    '\xe9',
    '\x82',
    '\xff\xfe',
    '\xef\xbb\xbf',
    '\xed\xa0\x80',
    '\xf4\x90\x80\x80',
    '\xef\xbf\xbd',
  ],
  ...[
    '00000000',
    '20250231',
    '19000101',
    '31/12/2025',
    '20251231 10:00',
    '99999999999999999999',
    '1E9',
    '1.234',
    '1 234,5',
  ],
  ...['0,001', ',', '-0,00', '(12)', 'D', 'C', '+1', '-1', HEADER.join('\t'), 'JournalCode', 'Montant\tSens'],
];
const FORMS = ['utf8', 'windows-1252', 'cp850', 'utf-16le', 'utf-16be'];

/** The spoilt file of a seed. */
export function mutateFec(seed: number): Buffer {
  const random = randomOf(seed);
  const { below, pick } = choicesOf(random);
  const rows = [
    ...fecRows({
      lines: 2 + below(40),
      seed: below(1_000_000),
      provisional: random() < 0.2,
      numbering: pick(['journal', 'file', 'line', 'constant']),
    }),
  ];
  let header = HEADER;
  if (random() < 0.2) header = spoilHeader(header, below, pick);
  if (random() < 0.4) spoilRows(rows, below, pick);
  let bytes = renderFec(rows, {
    ...{ header, separator: pick(['\t', '\t', '|', ';', ',']), eol: pick(['\r\n', '\n', '\r', '\r\r\n']) },
    ...{ encoding: random() < 0.7 ? 'utf8' : pick(FORMS), cut: random() < 0.2, mark: random() < 0.1 },
  });
  for (let n = below(6); n > 0; n -= 1) bytes = spoilBytes(bytes, random, TOKENS);
  return bytes;
}

function spoilHeader(header: string[], below: Below, pick: Pick): string[] {
  const at = below(header.length);
  return pick([
    () => header.toSpliced(at, 1),
    () => header.toSpliced(at, 1, pick(['', 'Note', '"', 'Débit', pick(header), `"${header[at]}"`, `${header[at]}x`])),
    () => header.toSpliced(11, 2, 'Montant', 'Sens'),
    () => header.concat(['DateRglt', 'ModeRglt', 'NatOp', 'IdClient'].slice(0, below(5))),
    () => header.concat(Array(below(30)).fill('')),
    () => header.toSorted(),
    () => [],
  ])();
}

function spoilRows(rows: string[][], below: Below, pick: Pick): void {
  for (let n = 1 + below(4); n > 0; n -= 1) {
    const at = below(rows.length);
    const row = rows[at] ?? [];
    const column = below(COLUMNS.length);
    pick([
      () => rows.splice(at, 1),
      () => rows.splice(at, 0, row),
      () => rows.splice(at, 0, pick(rows)),
      () => rows.splice(at, 1, row.with(column % row.length || 0, pick(TOKENS))),
      () => rows.splice(at, 1, row.with(column % row.length || 0, `${row[column]}${pick(TOKENS)}${row[column]}`)),
      () => rows.splice(at, 1, row.slice(0, 1 + column)),
      () => rows.splice(at, 1, row.concat(pick(TOKENS))),
      () => rows.splice(at, 1, row.toSpliced(column, 0, pick(TOKENS))),
      () => rows.reverse(),
      () => rows.splice(0, rows.length, ...rows.map((one) => one.with(column % one.length || 0, pick(TOKENS)))),
    ])();
    if (rows.length === 0 || rows.some((one) => one.length === 0)) rows.push(Array(COLUMNS.length).fill('x'));
  }
}

/** Parses the file of a seed. @throws with the seed when it breaks a promise of the parser. */
export function tryFec(seed: number): Promise<Trial> {
  return tryParsing(seed, mutateFec(seed), (source) => parseFec(source, { fileName: FEC_NAME, siren: SIREN }));
}

/** Tries `count` files from the seed `from` on. */
export function fuzzFec(count: number, from?: number): Promise<FuzzReport> {
  return runFuzz(tryFec, count, from);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await printFuzz(tryFec);
