/**
 * TRA spoilt in every way that comes to mind, as `mutate-fec.ts` spoils FECs: `npx tsx test/fuzz/mutate-tra.ts 20000 [first
 * seed]`.
 */
import { pathToFileURL } from 'node:url';
import { parseTra } from '../../workflows/partner-imports/formats/parse-tra.ts';
import { randomOf, SIREN } from '../fixtures/fec/generate-fec.ts';
import { header, renderTra, traOf } from '../fixtures/tra/generate-tra.ts';
import { type FuzzReport, printFuzz, runFuzz, type Trial, tryParsing } from './run-fuzz.ts';
import { type Below, choicesOf, type Pick, spoilBytes } from './spoil-bytes.ts';

/** Bytes that a parser of fixed positions trips over. */
const TOKENS = [
  ...[
    '\0',
    '\x1a',
    '\r',
    '\n',
    '\r\r\n',
    '\t',
    '"',
    ' ',
    '\v',
    '-',
    '+',
    '.',
    ',',
    '***',
    '***JAL',
    '***ZZZ',
    '***EXO',
  ],
  ...['\xa0', '\xc2\xa0', '\xc3', '\xe9', '\x82', '\xff\xfe', '\xef\xbb\xbf', '\xed\xa0\x80', '\xf0\x9f\x98\x80'],
  ...['01011900', '31022025', '00000000', '20250315', '99999999', '99999999999999999999', '1,234', '1.234', '-0,00'],
  ...['A', 'H', 'G', 'X', 'O', 'V', 'B', 'D', 'C', 'S', 'U', 'DE-', 'D--', 'E--', 'USD', 'A1'],
  `\n${header()}\n`,
];
/** Places of fields, from 1, for what is put there to hit. */
const PLACES = [
  1, 4, 12, 14, 31, 32, 49, 84, 122, 130, 131, 151, 152, 160, 163, 173, 176, 196, 219, 258, 998, 1021, 1395, 1400,
];
const FORMS = ['utf8', 'windows-1252', 'cp850', 'utf-16le', 'utf-16be'];

/** The spoilt file of a seed. */
export function mutateTra(seed: number): Buffer {
  const random = randomOf(seed);
  const { below, pick } = choicesOf(random);
  const { lines } = traOf({
    ...{ lines: 2 + below(40), seed: below(1_000_000), form: pick(['STD', 'ETE'] as const) },
    ...{ version: pick(['011', '011', '007', '000']), numbering: pick(['number', 'reference', 'none'] as const) },
    ...{ isDeclared: random() < 0.6, hasAnalytics: random() < 0.5, hasCurrencies: random() < 0.3 },
    ...{ hasAttachments: random() < 0.3, isValidated: random() < 0.5 },
  });
  if (random() < 0.1)
    lines.splice(0, 1, header({ content: pick(['DOS', 'BAL', 'SYN', 'EXO', 'XYZ']), product: pick(['QU', 'S9']) }));
  if (random() < 0.5) spoilLines(lines, below, pick);
  let bytes = renderTra(lines, {
    ...{ eol: pick(['\r\n', '\n', '\r', '\r\r\n']), encoding: random() < 0.6 ? 'windows-1252' : pick(FORMS) },
    ...{ cut: random() < 0.2, mark: random() < 0.1 },
  });
  for (let n = below(6); n > 0; n -= 1) bytes = spoilBytes(bytes, random, TOKENS);
  return bytes;
}

function spoilLines(lines: string[], below: Below, pick: Pick): void {
  for (let n = 1 + below(4); n > 0; n -= 1) {
    const at = below(lines.length);
    const line = lines[at] ?? '';
    const place = pick(PLACES) - 1;
    const put = (text: string, one = line) => one.padEnd(place).slice(0, place) + text + one.slice(place + text.length);
    pick([
      () => lines.splice(at, 1),
      () => lines.splice(at, 0, line),
      () => lines.splice(at, 0, pick(lines)),
      () => lines.splice(at, 1, put(pick(TOKENS))),
      () => lines.splice(at, 1, line.slice(0, place)),
      () => lines.splice(at, 1, line.slice(0, place) + pick(TOKENS) + line.slice(place)),
      () => lines.splice(at, 1, line + pick(TOKENS)),
      () => lines.splice(1, lines.length, ...lines.slice(1).reverse()),
      () => lines.splice(1, lines.length, ...lines.slice(1).map((one) => put(pick(TOKENS), one))),
    ])();
  }
}

/** Parses the file of a seed. @throws with the seed when it breaks a promise of the parser. */
export function tryTra(seed: number): Promise<Trial> {
  const validations = ['as-file', 'provisional', { date: 20251231 }] as const;
  const context = { fileName: '00123_31122025.TRA', siren: SIREN, validation: validations[seed % 3] };
  return tryParsing(seed, mutateTra(seed), (source) => parseTra(source, context));
}

/** Tries `count` files from the seed `from` on. */
export function fuzzTra(count: number, from?: number): Promise<FuzzReport> {
  return runFuzz(tryTra, count, from);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await printFuzz(tryTra);
