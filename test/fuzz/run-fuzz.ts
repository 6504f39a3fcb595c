/** What every parser of accounting files promises, tried on files made from seeds. */
import { MAX_ANOMALIES } from '../../workflows/partner-imports/formats/anomaly-list.ts';
import { COLUMNS, type ParseResult, type Parsing } from '../../workflows/partner-imports/formats/format.ts';

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

export type Trial = { result: ParseResult; ms: number; bytes: number };

async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Parses the file of a seed. @throws with the seed when it breaks a promise of the parser. */
export async function tryParsing(
  seed: number,
  bytes: Buffer,
  parse: (source: AsyncIterable<Uint8Array>) => Parsing,
): Promise<Trial> {
  // The process's own time: how busy the machine is otherwise is no matter.
  const started = process.cpuUsage();
  const parsing = parse(piecesOf(bytes, 1 + ((seed * 7_919) % 70_000)));
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
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1_000;
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
  const blocking = anomalies.filter(({ severity }) => severity === 'blocking');
  check(
    blocking.every(({ code, line }) => line !== undefined || WHOLE_FILE.has(code)),
    `what blocks says where: ${blocking.find(({ code, line }) => line === undefined && !WHOLE_FILE.has(code))?.code}`,
  );
  if (blocking.length === 0) {
    check(
      result.count > 0 && result.debit === result.credit && result.grouping !== 'none',
      'what is accepted balances',
    );
    for (const { code, debit, credit } of result.journals) check(debit === credit, `journal ${code} balances`);
  }
  return { result, ms, bytes: bytes.length };
}

/** Faults of the file as a whole, which are nowhere in it. */
const WHOLE_FILE = new Set([
  ...['no-entries', 'file-unbalanced', 'totals-too-large', 'too-many-values', 'balance-without-entries'],
  ...['mapping-incomplete', 'mapping-to-confirm', 'header-mismatch', 'name-siren-other', 'forced-date-early'],
]);

/** A second a megabyte, and what any file may take. */
function allowedMs(bytes: number): number {
  return 100 + bytes / 1_000;
}

/** Tries `count` seeds from `from` on. */
export async function runFuzz(tryOne: (seed: number) => Promise<Trial>, count: number, from = 1): Promise<FuzzReport> {
  const report = {
    worstMs: 0,
    worstMsPerMB: 0,
    worstSeed: 0,
    outcomes: { accepted: 0, blocked: 0 },
    codes: {} as Record<string, number>,
  };
  const started = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const { result, bytes, ...first } = await tryOne(seed);
    let { ms } = first;
    // Beyond what is allowed, the machine may have been busy: it is the file's fault only if it is slow again and again.
    for (let n = 0; n < 3 && ms > allowedMs(bytes); n += 1) ms = Math.min(ms, (await tryOne(seed)).ms);
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

/** For a file that is run by itself: count and first seed are its arguments. */
export async function printFuzz(tryOne: (seed: number) => Promise<Trial>): Promise<void> {
  const [count = 10_000, from = 1] = process.argv.slice(2).map(Number);
  const { codes, ...report } = await runFuzz(tryOne, count, from);
  console.log(report);
  console.table(Object.fromEntries(Object.entries(codes).sort(([, a], [, b]) => b - a)));
}
