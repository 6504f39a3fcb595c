/**
 * Files in columns of their own spoilt in every way that comes to mind, as `mutate-fec.ts` spoils FECs: `npx tsx
 * test/fuzz/mutate-custom.ts 20000 [first seed]`. Each is read by the mapping that is guessed for it, or for the file that it
 * was before.
 */
import { pathToFileURL } from 'node:url';
import { guessMapping } from '../../workflows/partner-imports/formats/guess-mapping.ts';
import { parseCustom } from '../../workflows/partner-imports/formats/parse-custom.ts';
import { readTextLayout } from '../../workflows/partner-imports/formats/read-layout.ts';
import { LAYOUTS, layoutRows, type MadeLayout, renderRows } from '../fixtures/custom/layouts.ts';
import { randomOf } from '../fixtures/fec/generate-fec.ts';
import { type FuzzReport, printFuzz, runFuzz, type Trial, tryParsing } from './run-fuzz.ts';
import { choicesOf, spoilBytes } from './spoil-bytes.ts';

/** Bytes that a parser of columns trips over. */
const TOKENS = [
  ...[
    '\0',
    '\x1a',
    '\r',
    '\n',
    '\r\r\n',
    '\t',
    '|',
    ';',
    ',',
    '"',
    '""',
    '";"',
    '"\n',
    ' ',
    '\v',
    '-',
    '+',
    '.',
    '€',
    '(',
    ')',
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
  ...['31/02/2025', '12/31/2025', '2025-12-31', '20251231', '311225', '00/00/0000', '45731', '15 mars 2025', '1/1/1'],
  ...[
    '1.234',
    '1,234',
    '1 234,5',
    '(12,00)',
    '12-',
    '0,001',
    '99999999999999999999',
    '1E9',
    'D',
    'C',
    'Total',
    'Report',
    'Solde',
  ],
  ...['sep=;\n', 'Compte;Date', 'Journal', '\nTotal;;;;;1,00;1,00\n', ';;;;;;;;;;;;;;;;;;;;'],
];

/** The spoilt file of a seed, and the file before. */
export function mutateCustom(seed: number): { bytes: Buffer; before: Buffer } {
  const random = randomOf(seed);
  const { below, pick } = choicesOf(random);
  const layout = pick(LAYOUTS);
  const rows = layoutRows(layout, { lines: 2 + below(60), seed: below(1_000_000) });
  const form: MadeLayout = {
    ...layout,
    separator: random() < 0.8 ? layout.separator : pick([';', ',', '\t', '|']),
    quotes: random() < 0.7 ? layout.quotes : pick(['all', 'needed'] as const),
    eol: pick(['\n', '\r\n', '\r']),
  };
  const before = renderRows(form, rows);
  if (random() < 0.4) {
    for (let n = 1 + below(4); n > 0; n -= 1) {
      const at = below(rows.length);
      const row = rows[at] ?? [];
      pick([
        () => rows.splice(at, 1),
        () => rows.splice(at, 0, row),
        () => rows.splice(at, 1, row.slice(0, below(row.length + 1))),
        () => rows.splice(at, 1, row.length > 0 ? row.with(below(row.length), pick(TOKENS)) : [pick(TOKENS)]),
        () => rows.splice(at, 1, row.concat(pick(TOKENS))),
        () => rows.reverse(),
      ])();
    }
  }
  let bytes = renderRows(form, rows);
  for (let n = below(5); n > 0; n -= 1) bytes = spoilBytes(bytes, random, TOKENS);
  return { bytes, before };
}

/** Parses the file of a seed. @throws with the seed when it breaks a promise of the parser. */
export function tryCustom(seed: number): Promise<Trial> {
  const { bytes, before } = mutateCustom(seed);
  const { mapping } = guessMapping(readTextLayout(seed % 2 === 0 ? bytes : before));
  return tryParsing(seed, bytes, (source) => parseCustom(source, { mapping, isConfirmed: true }));
}

/** Tries `count` files from the seed `from` on. */
export function fuzzCustom(count: number, from?: number): Promise<FuzzReport> {
  return runFuzz(tryCustom, count, from);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await printFuzz(tryCustom);
