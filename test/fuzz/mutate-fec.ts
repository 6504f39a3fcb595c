/**
 * FEC spoilt in every way that comes to mind, thousands of them: whatever the bytes, parsing ends soon, with anomalies that
 * say where or with a file that balances. `npx tsx test/fuzz/mutate-fec.ts 100000 [first seed]` prints how many files went
 * through a second, the slowest, and how they ended. A file is made again from its seed alone.
 */
import { pathToFileURL } from 'node:url';
import { MAX_ANOMALIES } from '../../workflows/partner-imports/formats/anomaly-list.ts';
import { COLUMNS, type ParseResult } from '../../workflows/partner-imports/formats/format.ts';
import { parseFec } from '../../workflows/partner-imports/formats/parse-fec.ts';
import { FEC_NAME, fecRows, HEADER, randomOf, renderFec, SIREN } from '../fixtures/fec/generate-fec.ts';

export type FuzzReport = {
  files: number;
  filesPerSecond: number;
  worstMs: number;
  /** Of the slowest for its size, beyond a tenth of a second that any file may take. */
  worstMsPerMB: number;
  worstSeed: number;
  outcomes: Record<'accepted' | 'blocked', number>;
  /** How many files each code was met in. */
  codes: Record<string, number>;
};

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
/** What takes a careless parser the square of its length. */
const FLOODS = [
  ' ',
  '\t',
  '\r',
  '\n',
  '"',
  '0',
  '9',
  '\xa0',
  '\xc2\xa0',
  '\0',
  '\x1a',
  ',',
  '.',
  'x',
  '"\t',
  '\r\n',
  '" ',
  'x\n',
  '1\t',
];
const FORMS = ['utf8', 'windows-1252', 'cp850', 'utf-16le', 'utf-16be'];

/** The spoilt file of a seed. */
export function mutateFec(seed: number): Buffer {
  const random = randomOf(seed);
  const below = (max: number) => Math.floor(random() * max);
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
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
  for (let n = below(6); n > 0; n -= 1) bytes = spoilBytes(bytes, random, below, pick);
  return bytes;
}

type Below = (max: number) => number;
type Pick = <T>(list: readonly T[]) => T;

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

function spoilBytes(bytes: Buffer, random: () => number, below: Below, pick: Pick): Buffer {
  const at = below(bytes.length + 1);
  const to = Math.min(bytes.length, at + below(random() < 0.8 ? 8 : 4_000));
  const around = (middle: Buffer) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(to)]);
  const token = () => Buffer.from(pick(TOKENS), 'latin1');
  return pick([
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => around(Buffer.alloc(0)),
    () => around(token()),
    () => around(Buffer.concat([token(), token(), token()])),
    () => around(Buffer.concat([bytes.subarray(at, to), bytes.subarray(at, to)])),
    () => around(Buffer.from(Array.from({ length: below(40) }, () => below(256)))),
    () => {
      const copy = Buffer.from(bytes);
      for (let n = 1 + below(4); n > 0 && copy.length > 0; n -= 1) {
        const one = below(copy.length);
        copy[one] = (copy[one] as number) ^ (1 << below(8));
      }
      return copy;
    },
    () =>
      random() < 0.1 ? around(flood(pick(FLOODS), 20_000 + below(700_000))) : around(flood(pick(FLOODS), below(3_000))),
  ])();
}

function flood(text: string, length: number): Buffer {
  return Buffer.alloc(length, text, 'latin1');
}

async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Parses the file of a seed. @throws with the seed when it breaks a promise of the parser. */
export async function tryFec(seed: number): Promise<{ result: ParseResult; ms: number; bytes: number }> {
  const bytes = mutateFec(seed);
  const started = performance.now();
  const parsing = parseFec(piecesOf(bytes, 1 + ((seed * 7_919) % 70_000)), { fileName: FEC_NAME, siren: SIREN });
  const sums = { count: 0, debit: 0, credit: 0 };
  let lastLine = 0;
  const check = (holds: boolean, promise: string) => {
    if (!holds) throw new Error(`Seed ${seed}: ${promise}`);
  };
  for await (const chunk of parsing.chunks) {
    check(chunk.from === sums.count, 'chunks follow one another');
    check(chunk.firstLine >= lastLine && chunk.lastLine >= chunk.firstLine, 'lines go up');
    lastLine = chunk.lastLine;
    sums.count += chunk.count;
    sums.debit += chunk.debit;
    sums.credit += chunk.credit;
    const lines = chunk.bytes.toString('latin1').split('\n');
    check(lines.pop() === '' && lines.length === chunk.count, 'a chunk has as many lines as it says');
    const fields = lines[0]?.split('\t').length ?? 0;
    check(
      fields >= COLUMNS.length && lines.every((line) => line.split('\t').length === fields),
      'lines have all their fields',
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    check(!lines.some((line) => /[\x00-\x08\x0a-\x1f]/.test(line)), 'lines have no control character');
  }
  const ms = performance.now() - started;
  const result = parsing.result();
  const { anomalies, anomalyCounts } = result;
  check(result.count === sums.count && result.debit === sums.debit && result.credit === sums.credit, 'chunks add up');
  check(anomalies.length <= MAX_ANOMALIES, 'a thousand anomalies are kept');
  for (const [code, { count }] of Object.entries(anomalyCounts)) {
    const kept = anomalies.filter((one) => one.code === code).length;
    check(kept > 0 && kept <= count, `${code} is kept and counted`);
  }
  for (const { line, text } of anomalies)
    check((line ?? 1) >= 1 && (text ?? '').length <= 80, 'anomalies say where, in short');
  if (anomalies.every(({ severity }) => severity !== 'blocking')) {
    check(
      result.count > 0 && result.debit === result.credit && result.grouping !== 'none',
      'what is accepted balances',
    );
    for (const { code, debit, credit } of result.journals) check(debit === credit, `journal ${code} balances`);
  }
  return { result, ms, bytes: bytes.length };
}

/** A second a megabyte, and what any file may take. */
function allowedMs(bytes: number): number {
  return 100 + bytes / 1_000;
}

/** Tries `count` files from the seed `from` on. */
export async function fuzzFec(count: number, from = 1): Promise<FuzzReport> {
  const report = {
    worstMs: 0,
    worstMsPerMB: 0,
    worstSeed: 0,
    outcomes: { accepted: 0, blocked: 0 },
    codes: {} as Record<string, number>,
  };
  const started = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const { result, bytes, ...first } = await tryFec(seed);
    let { ms } = first;
    // Beyond what is allowed, the machine may have been busy: it is the file's fault only if it is slow again and again.
    for (let n = 0; n < 3 && ms > allowedMs(bytes); n += 1) ms = Math.min(ms, (await tryFec(seed)).ms);
    if (ms > allowedMs(bytes)) throw new Error(`Seed ${seed}: takes ${Math.round(ms)} ms for ${bytes} bytes`);
    if (ms > report.worstMs) Object.assign(report, { worstMs: Math.round(ms), worstSeed: seed });
    report.worstMsPerMB = Math.max(
      report.worstMsPerMB,
      Math.round(Math.max(0, ms - 100) / (Math.max(bytes, 1) / 1_000_000)),
    );
    const isBlocked = result.anomalies.some(({ severity }) => severity === 'blocking');
    report.outcomes[isBlocked ? 'blocked' : 'accepted'] += 1;
    for (const code of Object.keys(result.anomalyCounts)) report.codes[code] = (report.codes[code] ?? 0) + 1;
  }
  return { files: count, filesPerSecond: Math.round(count / ((performance.now() - started) / 1_000)), ...report };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count = 10_000, from = 1] = process.argv.slice(2).map(Number);
  const { codes, ...report } = await fuzzFec(count, from);
  console.log(report);
  console.table(Object.fromEntries(Object.entries(codes).sort(([, a], [, b]) => b - a)));
}
