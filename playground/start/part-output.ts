/**
 * What a part writes goes to its log file, whole. The terminal gets the warnings and errors only, one line each: the
 * person in front of it is trying Relais, not reading logs.
 */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

const LONGEST = 220;
const MOST_LINES = 8;
const PER_MS = 10_000;
/** Long enough to see whether the part died of what it wrote: its end is then told in one line with the reason. */
const WAIT_MS = 300;

export class PartOutput {
  readonly #show: (line: string) => void;
  readonly #logFile: string;
  readonly #log: WriteStream;
  #unshown: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #shownAt: number[] = [];
  #last = '';

  /** @param show prints one line on the terminal. */
  constructor(logFile: string, show: (line: string) => void) {
    mkdirSync(dirname(logFile), { recursive: true });
    this.#show = show;
    this.#logFile = logFile;
    this.#log = createWriteStream(logFile, { flags: 'w' });
    // A full disk spoils the log, not the house.
    this.#log.on('error', () => {});
  }

  /** Reads a stream of the part until it ends. */
  follow(stream: Readable, isErrorStream: boolean): void {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      this.#log.write(`${line}\n`);
      const fromLogger = worthShowing(line);
      if (fromLogger) this.#print(fromLogger);
      else if (isErrorStream && !line.startsWith('{') && !isNoise(line)) this.#keep(line);
    });
  }

  /** Of what was written last outside the logger, the line that says why the part ended. */
  takeReason(): string | undefined {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#unshown;
    this.#unshown = [];
    return shorten(lines.find((line) => /(Error|Erreur)\b.*: /.test(line)) ?? lines[0]);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#log.end();
  }

  #keep(line: string) {
    this.#unshown.push(line);
    if (this.#unshown.length > 50) this.#unshown.shift();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const one of this.#unshown.splice(0)) this.#print(one);
    }, WAIT_MS);
  }

  #print(line: string) {
    const text = shorten(line) ?? '';
    if (text === this.#last) return;
    this.#last = text;
    const now = Date.now();
    this.#shownAt = [...this.#shownAt.filter((time) => now - time < PER_MS), now];
    if (this.#shownAt.length < MOST_LINES) this.#show(text);
    else if (this.#shownAt.length === MOST_LINES) this.#show(`… la suite est dans ${this.#logFile}`);
  }
}

/** The text of a logger's line that warns or reports an error. */
function worthShowing(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    const isSerious = typeof level === 'number' ? level >= 40 : ['warn', 'error', 'fatal'].includes(String(level));
    if (!isSerious) return undefined;
    return [msg, err?.message].filter(Boolean).join(' : ') || undefined;
  } catch {
    return undefined;
  }
}

/** Lines of a stack trace, of the code around an error and of Node's own notices. */
function isNoise(line: string): boolean {
  return /^\s|^$|^[})\]]|^Node\.js v|^\(node:|^\(Use `node|^node:|^(file:\/\/|\/|[A-Z]:\\).*:\d+$|^Trace:/.test(line);
}

function shorten(line: string | undefined): string | undefined {
  const plain = stripVTControlCharacters(line?.split('\n')[0] ?? '').trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain || undefined;
}
