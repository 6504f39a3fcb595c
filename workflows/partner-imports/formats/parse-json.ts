import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { centsText } from './cents-text.ts';
import { decimalCents } from './decimal-cents.ts';
import { decodeUtf16 } from './decode-utf16.ts';
import { fitJsonValue } from './fit-json-value.ts';
import type { Column, EntryChunk, ParseContext, ParseResult, Parser } from './format.ts';
import { JSON_CODES, type JsonCode } from './json-codes.ts';
import { JSON_EXTRA_COLUMNS, JSON_MEMBERS, jsonEntryParts, jsonEntryRow } from './json-entry-rows.ts';
import { JsonHead } from './json-head.ts';
import { jsonIssues } from './json-issues.ts';
import { lineCounter, offsetOfPath } from './json-lines.ts';
import { jsonPathText } from './json-path-text.ts';
import type { JsonPiece, JsonStop } from './json-piece.ts';
import { JsonPieces } from './json-pieces.ts';
import { entrySchema, importSchema, type JsonEntry } from './json-schema.ts';
import { type JsonShape, shapeOf } from './json-shape.ts';
import { LocatedAnomalies } from './located-anomalies.ts';
import { JsonFault, type JsonPath, type JsonReading, type JsonValue, readJsonValue } from './read-json-value.ts';
import { RowCompleter } from './row-completer.ts';
import { RowReader } from './row-reader.ts';

const SHAPE = shapeOf(importSchema) as Extract<JsonShape, { kind: 'object' }>;
const ENTRY_SHAPE = shapeOf(entrySchema) as Extract<JsonShape, { kind: 'object' }>;
const KEYS = { document: new Set(SHAPE.members.keys()), entry: new Set(ENTRY_SHAPE.members.keys()) };
/** Unknown keys that are told apart; others are counted with the first. */
const MAX_UNKNOWN = 200;

/**
 * Accounting entries in our own JSON (`json-schema.ts`): a document, a bare list of entries, or an entry a line. One pass
 * over the bytes, in memory that holds one entry at a time and what the checks of a FEC remember.
 *
 * Never throws for what the bytes are. An entry that goes against the schema is refused whole and says why; the others are
 * read all the same.
 */
export const parseJson: Parser = (source, context = {}) => {
  const parsing = new JsonParsing(context);
  return { chunks: parsing.chunks(source), result: () => parsing.result() };
};

class JsonParsing {
  readonly #anomalies = new LocatedAnomalies<JsonCode>(JSON_CODES);
  readonly #completer = new RowCompleter();
  readonly #head: JsonHead;
  readonly #unknown = new Map<string, { count: number; line: number; column: string }>();
  #reader: RowReader | undefined;
  #encoding = 'UTF-8';
  #isDocument = false;
  #entries = 0;
  #numbersMade = 0;
  /** Where the row that is being read is. */
  #entryPath = '';
  #linePath = '';
  #result: ParseResult | undefined;

  constructor(context: ParseContext) {
    this.#head = new JsonHead(context, this.#anomalies);
    this.#anomalies.locate = (column) => {
      const member = JSON_MEMBERS[column as Column];
      if (!member) return column;
      const path = member.of === 'entry' ? this.#entryPath : this.#linePath;
      return path === '' ? member.path : `${path}.${member.path}`;
    };
  }

  async *chunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<EntryChunk> {
    const pieces = new JsonPieces(KEYS);
    const bytes = decodeUtf16(source, (encoding) => {
      this.#encoding = encoding;
      this.#anomalies.add('encoding-unusual', { text: encoding });
    });
    for await (const some of bytes) for (const piece of pieces.push(some)) yield* this.#take(piece);
    for (const piece of pieces.end()) yield* this.#take(piece);
    this.#isDocument = pieces.hasDocument;
    yield* this.#end();
  }

  result(): ParseResult {
    if (!this.#result) throw new Error('The result of a JSON import was asked for before its chunks had ended.');
    return this.#result;
  }

  *#take(piece: JsonPiece | JsonStop): Generator<EntryChunk> {
    if ('stop' in piece) {
      const { stop, line, text } = piece;
      this.#anomalies.add(stop, { line, ...(text === undefined ? {} : { text }) });
      return;
    }
    const { member, index } = piece;
    if (member === 'entries' && index !== undefined) yield* this.#takeEntry(piece, index);
    else this.#takeMember(piece);
  }

  *#takeEntry(piece: JsonPiece, index: number): Generator<EntryChunk> {
    this.#entries += 1;
    const path: JsonPath = ['entries', index];
    const reading = this.#read(piece, path);
    if (!reading) return;
    const value = this.#fit(reading, ENTRY_SHAPE, path, piece);
    const checked = entrySchema.safeParse(value);
    if (!checked.success) {
      const lineAt = lineCounter(reading.text, piece.line);
      for (const { code, path: within, text } of jsonIssues(checked.error, value)) {
        if (!this.#anomalies.counts(code)) continue;
        const line = lineAt(offsetOfPath(reading, within));
        this.#anomalies.keep(code, { line, column: jsonPathText([...path, ...within]), text });
      }
      return;
    }
    // As it was read, whose objects have their place in the text.
    yield* this.#giveEntry(piece, value as unknown as JsonEntry, reading);
  }

  *#giveEntry(piece: JsonPiece, entry: JsonEntry, reading: JsonReading): Generator<EntryChunk> {
    this.#reader ??= new RowReader(this.#anomalies, { extraColumns: JSON_EXTRA_COLUMNS, period: this.#head.period });
    const number = entry.number ?? String(this.#entries);
    if (entry.number === undefined) this.#numbersMade += 1;
    const path = `entries[${piece.index}]`;
    this.#entryPath = path;
    const lineAt = lineCounter(reading.text, piece.line);
    const parts = jsonEntryParts(entry, number, this.#head.labels);
    let balance = 0;
    for (let n = 0; n < entry.lines.length; n += 1) {
      const line = entry.lines[n] as JsonEntry['lines'][number];
      this.#linePath = `${path}.lines[${n}]`;
      balance += centsOf(line.debit) - centsOf(line.credit);
      const row = jsonEntryRow(parts, line, this.#head.labels);
      this.#completer.complete(row);
      yield* this.#reader.give(row, lineAt(reading.offsets.get(line) ?? 0));
    }
    this.#entryPath = '';
    this.#linePath = '';
    // The document says where an entry ends, so that nothing has to be found out from numbers.
    if (balance !== 0) {
      this.#anomalies.add('entry-unbalanced', {
        line: piece.line,
        column: path,
        text: `${number} ${centsText(balance)}`,
      });
    }
  }

  #takeMember(piece: JsonPiece): void {
    const { member, index, line } = piece;
    const path: JsonPath = index === undefined ? [member] : [member, index];
    const shape = SHAPE.members.get(member);
    if (shape === undefined) {
      this.#meetUnknown([member], line);
      return;
    }
    const reading = this.#read(piece, path);
    if (!reading) return;
    const isItem = index !== undefined && shape.kind === 'list';
    const schema = importSchema.shape[member as keyof typeof importSchema.shape];
    const value = this.#fit(reading, isItem ? shape.item : shape, path, piece);
    if (value === null) return;
    const checked = schema.safeParse(isItem ? [value] : value);
    if (!checked.success) {
      for (const { code, path: within, text } of jsonIssues(checked.error, isItem ? [value] : value)) {
        const place = [...path, ...(isItem ? within.slice(1) : within)];
        const named = member === 'version' ? 'json-version-unknown' : code;
        this.#anomalies.add(named, { line, column: jsonPathText(place), text });
      }
      if (member === 'version') this.#head.hasVersion = true;
      return;
    }
    if (this.#reader && member !== 'version' && member !== '$schema') {
      // Its entries went by already, with other labels and no period.
      this.#anomalies.once('json-declared-late', { line, column: member });
    }
    this.#head.declare(member, isItem ? (checked.data as unknown[])[0] : checked.data, line);
  }

  #read(piece: JsonPiece, path: JsonPath): JsonReading | undefined {
    const text = this.#decode(piece, path);
    const lineAt = lineCounter(text, piece.line);
    try {
      const reading = readJsonValue(text);
      for (const { path: within, offset } of reading.twice) {
        if (!this.#anomalies.counts('json-key-twice')) continue;
        const column = jsonPathText([...path, ...within]);
        this.#anomalies.keep('json-key-twice', { line: lineAt(offset), column, text: String(within.at(-1)) });
      }
      for (const { path: within, offset } of reading.lost) {
        this.#anomalies.add('character-lost', { line: lineAt(offset), column: jsonPathText([...path, ...within]) });
      }
      return reading;
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      const { code, offset, path: within } = error;
      const shown = text
        .slice(Math.max(0, offset - 20), offset + 20)
        .replace(/\s+/g, ' ')
        .trim();
      this.#anomalies.add(code, { line: lineAt(offset), column: jsonPathText([...path, ...within]), text: shown });
      return undefined;
    }
  }

  /** JSON is UTF-8 by its standard; what is not was written by a program that took Windows' own encoding. */
  #decode({ bytes, line }: JsonPiece, path: JsonPath): string {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (isUtf8(bytes)) return bytes.toString('utf8');
    this.#encoding = 'windows-1252';
    this.#anomalies.once('json-encoding', { line, column: jsonPathText(path), text: this.#encoding });
    return iconv.decode(bytes, 'windows-1252');
  }

  #fit(reading: JsonReading, shape: JsonShape, path: JsonPath, { line }: JsonPiece): JsonValue {
    return fitJsonValue(reading.value, shape, path.slice(), {
      unknown: (place) => this.#meetUnknown(place, line),
      numberAsText: (place, text) =>
        this.#anomalies.once('json-number-as-text', { line, column: jsonPathText(place), text }),
    });
  }

  /** Once for each key, wherever it is in the lists. */
  #meetUnknown(path: JsonPath, line: number): void {
    const key = jsonPathText(path.filter((step) => typeof step === 'string'));
    const known = this.#unknown.get(key);
    if (known) known.count += 1;
    else if (this.#unknown.size < MAX_UNKNOWN) this.#unknown.set(key, { count: 1, line, column: jsonPathText(path) });
  }

  *#end(): Generator<EntryChunk> {
    const anomalies = this.#anomalies;
    const reader = this.#reader ?? new RowReader(anomalies, { extraColumns: JSON_EXTRA_COLUMNS });
    yield* reader.end();
    if (this.#isDocument && !this.#head.hasVersion) anomalies.add('json-version-missing', { column: 'version' });
    for (const [key, { count, line, column }] of this.#unknown) {
      anomalies.add('json-key-unknown', { line, column, text: `${key} × ${count}` });
    }
    this.#completer.report(anomalies);
    if (this.#numbersMade > 0) {
      anomalies.add('entry-number-made', { column: 'EcritureNum', text: String(this.#numbersMade) });
    }
    // Said of each entry where it is.
    anomalies.ignored.add('entry-unbalanced').add('entries-not-by-number');
    const variant = this.#isDocument ? 'document' : 'entries';
    this.#result = reader.conclude({ format: 'json', variant, encoding: this.#encoding });
  }
}

function centsOf(amount: string | number | undefined): number {
  return amount === undefined ? 0 : decimalCents(String(amount));
}
