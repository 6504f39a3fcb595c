/** A row of a text file, and the line on which it begins. */
export type SplitRow = { line: number; cells: string[] };

/** Lines that a quoted cell may have: what goes on for longer is a quote that was never closed. */
const MAX_QUOTED_LINES = 20;
const MAX_QUOTED_CHARS = 32_768;

/**
 * Rows out of lines: cells between separators, possibly in double quotes, which may then hold separators and line ends. A
 * quote that is never closed is text like any other, and costs its own line only.
 */
export class RowSplitter {
  /** Told of each quote that was not closed, by the line it is on. */
  readonly #meetUnclosed: (line: number) => void;
  readonly #separator: string;
  #line = 1;
  /** Lines of a row whose quoted cell is open. */
  #open: string[] = [];
  #openChars = 0;

  constructor(separator: string, meetUnclosed: (line: number) => void) {
    this.#separator = separator;
    this.#meetUnclosed = meetUnclosed;
  }

  /** @param text whole lines, each with its `\n` */
  *push(text: string): Generator<SplitRow> {
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf('\n', from);
      const to = end < 0 ? text.length : end;
      const line = text.slice(from, to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to);
      if (this.#open.length === 0 && !line.includes('"')) {
        yield { line: this.#line++, cells: line.split(this.#separator) };
      } else yield* this.#take(line);
      from = to + 1;
    }
  }

  /** Lines of the file that could not be read at all. */
  skipLine(): void {
    this.#line += 1;
  }

  *end(): Generator<SplitRow> {
    while (this.#open.length > 0) yield* this.#giveUp();
  }

  *#take(line: string): Generator<SplitRow> {
    this.#open.push(line);
    this.#openChars += line.length;
    // Within quotes, a line with as many quotes that open as close changes nothing.
    if (this.#open.length === 1 || countQuotes(line) % 2 === 1) {
      const cells = splitQuoted(this.#open.join('\n'), this.#separator);
      if (cells) {
        yield { line: this.#line, cells };
        this.#line += this.#open.length;
        this.#open = [];
        this.#openChars = 0;
        return;
      }
    }
    if (this.#open.length > MAX_QUOTED_LINES || this.#openChars > MAX_QUOTED_CHARS) yield* this.#giveUp();
  }

  /** Takes the first open line as it is, and the others anew. */
  *#giveUp(): Generator<SplitRow> {
    const [first = '', ...others] = this.#open;
    this.#open = [];
    this.#openChars = 0;
    this.#meetUnclosed(this.#line);
    yield { line: this.#line++, cells: first.split(this.#separator) };
    for (const line of others) yield* this.#take(line);
  }
}

/** Undefined when a quoted cell is still open at the end. */
function splitQuoted(text: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let start = at;
    while (text[start] === ' ') start += 1;
    const close = text[start] === '"' ? closingQuote(text, start + 1) : undefined;
    if (close === -1) return undefined;
    const next = text.indexOf(separator, close === undefined ? at : close + 1);
    const end = next < 0 ? text.length : next;
    const cell = text.slice(at, end);
    // Quotes around part of a cell belong to its text.
    const isQuoted = close !== undefined && text.slice(close + 1, end).trim() === '';
    cells.push(isQuoted ? text.slice(start + 1, close).replaceAll('""', '"') : cell);
    if (next < 0) return cells;
    at = end + 1;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function countQuotes(line: string): number {
  let count = 0;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) count += 1;
  return count;
}
