/**
 * Imports in our JSON spoilt in every way that comes to mind, as `mutate-fec.ts` spoils FECs: `npx tsx
 * test/fuzz/mutate-json.ts 20000 [first seed]`.
 */
import { pathToFileURL } from 'node:url';
import iconv from 'iconv-lite';
import { parseJson } from '../../workflows/partner-imports/formats/parse-json.ts';
import { randomOf, SIREN } from '../fixtures/fec/generate-fec.ts';
import { type JsonForm, jsonEntries, jsonHead, type MadeEntry } from '../fixtures/json/generate-json.ts';
import { type FuzzReport, printFuzz, runFuzz, type Trial, tryParsing } from './run-fuzz.ts';
import { choicesOf, type Pick, spoilBytes } from './spoil-bytes.ts';

/** Bytes that a parser of JSON trips over. */
const TOKENS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '[[',
    ']]',
    ',',
    ':',
    '"',
    '\\',
    '\\"',
    '\\u',
    '\\ud800',
    '\\u0000',
    "'",
    '\0',
    '\x1a',
    '\n',
    '\r',
  ],
  ...[
    '\xa0',
    '\xc2\xa0',
    '\xc3',
    '\xe9',
    '\xff\xfe',
    '\xef\xbb\xbf',
    '\xed\xa0\x80',
    '\xf4\x90\x80\x80',
    '\xef\xbf\xbd',
  ],
  ...[
    'null',
    'true',
    'NaN',
    '-',
    '01',
    '1e3',
    '1.005',
    '1e999',
    '-0',
    '9999999999999999999999',
    '0.1',
    '/*',
    '//',
    'undefined',
  ],
  ...[
    '"__proto__":{},',
    '"debit":"1.00",',
    '"lines":[],',
    '{"version":1}',
    '{"version":1,"entries":[]}',
    '"entries":[',
    '"journal":"X",',
  ],
];
/** Values of the wrong kind, or of the right one and wrong. */
const VALUES: unknown[] = [
  ...[
    null,
    true,
    0,
    12,
    -1.5,
    1.005,
    '',
    ' ',
    'x',
    '\u0000',
    '\ud800',
    '2025-02-30',
    '31/12/2025',
    '1 138,50',
    '-12.00',
    '1e3',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    { code: 'A' },
    { ref: '' },
    'x'.repeat(2_000),
    411000,
    '911000',
    '1138.505',
    '99999999999999.00',
  ],
];
const MEMBERS = ['journal', 'date', 'number', 'label', 'piece', 'validated', 'lines', '__proto__', 'x'];
const LINE_MEMBERS = [
  'account',
  'tiers',
  'label',
  'debit',
  'credit',
  'lettering',
  'currency',
  'dueDate',
  'analytic',
  'toString',
];
const HEAD_MEMBERS = ['version', 'siren', 'period', 'journals', 'accounts', 'tiers', '$schema', 'constructor'];
const FORMS: JsonForm[] = ['document', 'indented', 'list', 'lines', 'headed-lines'];

/** The spoilt file of a seed. */
export function mutateJson(seed: number): Buffer {
  const random = randomOf(seed);
  const { below, pick } = choicesOf(random);
  const options = { lines: 2 + below(40), seed: below(1_000_000), provisional: random() < 0.2 };
  const entries: unknown[] = [...jsonEntries(options, pick(['text', 'number'] as const))];
  const head = jsonHead(options);
  if (random() < 0.2) head[pick(HEAD_MEMBERS)] = pick(VALUES);
  if (random() < 0.4) for (let n = 1 + below(4); n > 0; n -= 1) spoilEntry(entries, below(entries.length), pick);
  const text = write(head, entries, pick(FORMS), random() < 0.1);
  let bytes: Buffer =
    random() < 0.8 ? Buffer.from(text) : iconv.encode(text, pick(['utf-16le', 'utf-16be', 'windows-1252']));
  for (let n = below(5); n > 0; n -= 1) bytes = spoilBytes(bytes, random, TOKENS);
  return bytes;
}

function write(head: object, entries: unknown[], form: JsonForm, isLate: boolean): string {
  if (form === 'list') return JSON.stringify(entries);
  if (form === 'lines') return entries.map((one) => JSON.stringify(one)).join('\n');
  if (form === 'headed-lines') return [head, ...entries].map((one) => JSON.stringify(one)).join('\r\n');
  const document = isLate ? { entries, ...head } : { ...head, entries };
  return JSON.stringify(document, null, form === 'indented' ? 1 : 0);
}

function spoilEntry(entries: unknown[], at: number, pick: Pick): void {
  const entry = entries[at] as MadeEntry | undefined;
  if (typeof entry !== 'object' || !Array.isArray(entry?.lines) || entry.lines.length === 0) return;
  pick([
    () => entries.splice(at, 1, pick(VALUES)),
    () => entries.splice(at, 0, entry),
    () => entries.splice(at, 1, { ...entry, [pick(MEMBERS)]: pick(VALUES) }),
    () => entries.splice(at, 1, { ...entry, lines: [...entry.lines, pick(VALUES)] }),
    () => entries.splice(at, 1, { ...entry, lines: entry.lines.slice(1) }),
    () =>
      entries.splice(at, 1, {
        ...entry,
        lines: entry.lines.map((line) => ({ ...line, [pick(LINE_MEMBERS)]: pick(VALUES) })),
      }),
    () =>
      entries.splice(at, 1, {
        ...entry,
        lines: entry.lines.with(0, { ...pick(entry.lines), [pick(LINE_MEMBERS)]: pick(VALUES) }),
      }),
  ])();
}

/** Parses the file of a seed. @throws with the seed when it breaks a promise of the parser. */
export function tryJson(seed: number): Promise<Trial> {
  return tryParsing(seed, mutateJson(seed), (source) => parseJson(source, { siren: SIREN }));
}

/** Tries `count` files from the seed `from` on. */
export function fuzzJson(count: number, from?: number): Promise<FuzzReport> {
  return runFuzz(tryJson, count, from);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await printFuzz(tryJson);
