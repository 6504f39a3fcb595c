/**
 * Parsing of partner imports: a made-up FEC of a million lines, read by our parser with all its checks, and by the usual
 * CSV parsers, which do no more than split it. Each in a process of its own, by turns, as a worker would: what the engine
 * takes to warm up counts for all.
 */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parseFec } from '../../workflows/partner-imports/formats/parse-fec.ts';
import { FEC_NAME, generateFec, SIREN } from '../fixtures/fec/generate-fec.ts';

const LINES = { full: 1_000_000, quick: 200_000 };
const ROUNDS = { full: 5, quick: 3 };
const READ_BYTES = 256 * 1024;

export type ParseFigures = {
  /** Megabytes a second of ours, checks included. */
  parseMBs: number;
  /** How many times as fast as each of these, which merely split. */
  vsCsvParse: number;
  vsPapaparse: number;
  vsUdsv: number;
  vsFastCsv: number;
  vsSplit: number;
  /** Of the whole process of ours. */
  peakRssMB: number;
};

/** Each reads the whole file and answers how many lines it saw, the header included. */
const READERS: Record<string, (file: string) => Promise<number>> = {
  ours: async (file) => {
    const parsing = parseFec(createReadStream(file, { highWaterMark: READ_BYTES }), { fileName: file, siren: SIREN });
    for await (const chunk of parsing.chunks) if (chunk.count === 0) throw new Error('An empty chunk.');
    const { count, debit, credit } = parsing.result();
    if (debit !== credit) throw new Error('Not what was generated.');
    return count + 1;
  },
  split: async (file) => {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    let count = 0;
    for await (const piece of createReadStream(file, { highWaterMark: READ_BYTES })) {
      const lines = (rest + decoder.write(piece as Buffer)).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.split('\t').length === 18) count += 1;
    }
    return count;
  },
  udsv: async (file) => {
    const { inferSchema, initParser } = await import('udsv');
    const decoder = new StringDecoder('utf8');
    let parser: ReturnType<typeof initParser> | undefined;
    let count = 1;
    for await (const piece of createReadStream(file, { highWaterMark: READ_BYTES })) {
      const text = decoder.write(piece as Buffer);
      parser ??= initParser(inferSchema(text, { col: '\t', row: '\r\n', encl: '' }));
      parser.chunk<string[]>(text, parser.stringArrs, () => {
        count += 1;
      });
    }
    parser?.end();
    return count;
  },
  papaparse: async (file) => {
    // It brings no types.
    const name = 'papaparse';
    const { default: papa } = await import(name);
    let count = 0;
    const source = createReadStream(file, { highWaterMark: READ_BYTES, encoding: 'utf8' });
    await new Promise<void>((complete, error) => {
      const chunk = ({ data }: { data: string[][] }) => {
        count += data.filter((row) => row.length === 18).length;
      };
      papa.parse(source, { delimiter: '\t', newline: '\r\n', quoteChar: '\0', chunk, complete, error });
    });
    return count;
  },
  'csv-parse': async (file) => {
    const { parse } = await import('csv-parse');
    let count = 0;
    const parser = parse({ delimiter: '\t', quote: null, record_delimiter: '\r\n' });
    parser.on('data', () => {
      count += 1;
    });
    await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), parser);
    return count;
  },
  'fast-csv': async (file) => {
    const { parse } = await import('fast-csv');
    let count = 0;
    const parser = parse({ delimiter: '\t', quote: null });
    parser.on('data', () => {
      count += 1;
    });
    await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), parser);
    return count;
  },
};

export async function benchParse(quick: boolean): Promise<ParseFigures> {
  const size = quick ? 'quick' : 'full';
  const folder = await mkdtemp(join(tmpdir(), 'relais-parse-'));
  try {
    const file = join(folder, FEC_NAME);
    await pipeline(Readable.from(generateFec({ lines: LINES[size] })), createWriteStream(file));
    const megabytes = (await stat(file)).size / 1_000_000;
    const names = Object.keys(READERS);
    const runs = new Map(names.map((name) => [name, { ms: [] as number[], rss: [] as number[] }]));
    for (let round = 0; round < ROUNDS[size]; round += 1) {
      for (const name of names) {
        const { ms, count, peakRssMB } = await runChild(name, file);
        if (count !== LINES[size] + 1) throw new Error(`${name} saw ${count} lines of ${LINES[size] + 1}.`);
        runs.get(name)?.ms.push(ms);
        runs.get(name)?.rss.push(peakRssMB);
      }
    }
    const figures = names.map((name) => {
      const { ms = [], rss = [] } = runs.get(name) ?? {};
      return {
        name,
        MBs: Math.round((megabytes / median(ms)) * 1_000),
        ms: Math.round(median(ms)),
        peakRssMB: median(rss),
      };
    });
    console.table(Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])));
    const rateOf = (name: string) => figures.find((one) => one.name === name)?.MBs ?? 0;
    const versus = (name: string) => Math.round((rateOf('ours') / rateOf(name)) * 100) / 100;
    return {
      parseMBs: rateOf('ours'),
      ...{ vsCsvParse: versus('csv-parse'), vsPapaparse: versus('papaparse'), vsUdsv: versus('udsv') },
      ...{ vsFastCsv: versus('fast-csv'), vsSplit: versus('split') },
      peakRssMB: figures[0]?.peakRssMB ?? 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Run = { ms: number; count: number; peakRssMB: number };

async function runChild(name: string, file: string): Promise<Run> {
  const words = ['--no-warnings', '--import', 'tsx', fileURLToPath(import.meta.url), name, file];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Run;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** As a child: the reader's name and the file. */
const [script = '', name = '', file = ''] = process.argv.slice(1);
if (import.meta.url === pathToFileURL(script).href && name in READERS) {
  const started = performance.now();
  const count = await READERS[name]?.(file);
  const ms = performance.now() - started;
  console.log(JSON.stringify({ ms, count, peakRssMB: Math.round(process.resourceUsage().maxRSS / 1_024) }));
}
