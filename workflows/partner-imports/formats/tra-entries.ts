import type { AnomalyList } from './anomaly-list.ts';
import type { RowReader } from './row-reader.ts';
import { TraAmounts } from './tra-amounts.ts';
import { TraAnalytics } from './tra-analytics.ts';
import type { TraCode } from './tra-codes.ts';
import { KIND_POSITION, LINE_KIND, type TraLine } from './tra-line.ts';
import type { TraParameters } from './tra-parameters.ts';
import { type RowTraits, TraRows } from './tra-rows.ts';

/** Kinds that no balance counts and nothing need be read of (facts: tra.md section 5); a digit stands for O at times. */
const BESIDE: Readonly<Record<string, string>> = { O: 'O', 0: 'O', V: 'V', B: 'B' };
const D = 68;
const C = 67;
const N = 78;
const BLANK = 32;
/** Simulation, situation, revision. */
const NOT_BOOKKEEPING = new Set([83, 85, 82]);
const PIECE_TYPES = new Set(['FC', 'AC', 'RC', 'FF', 'AF', 'RF', 'OD', 'OC', 'OF', '  '].map(pairOf));
const MAX_PIECE_TYPES = 100;
/** An amount begins at 131 and ends at 150: a line that ends before has none, or may have been cut within it. */
const AMOUNT_START = 131;
const LEAST_LENGTH = 150;
const STANDARD_LENGTH = 222;
const MAX_ATTACHMENTS = 1_000;
/** Place and length of a path. */
const PATH = [84, 255] as const;

/** Lines of entries, by their kinds (facts: tra.md section 5). */
export class TraEntries {
  readonly attachments: string[] = [];
  readonly analytics: TraAnalytics;
  readonly #line: TraLine;
  readonly #parameters: TraParameters;
  readonly #anomalies: AnomalyList<TraCode>;
  readonly #isExtended: boolean;
  readonly #rows: TraRows;
  readonly #amounts: TraAmounts;
  /** Of analytic lines, which must not disturb how others are rounded. */
  readonly #shares: TraAmounts;
  /** Whether the counted line above was left out. */
  #isLeftOut = false;
  readonly #leftOut = new Map<string, { line: number; count: number }>();
  readonly #beside = new Map<string, number>();
  readonly #pieceTypes = new Set(PIECE_TYPES);

  constructor(
    line: TraLine,
    reader: RowReader,
    parameters: TraParameters,
    anomalies: AnomalyList<TraCode>,
    traits: RowTraits,
  ) {
    this.#line = line;
    this.#parameters = parameters;
    this.#anomalies = anomalies;
    this.#isExtended = traits.isExtended;
    this.#rows = new TraRows(line, reader, parameters, anomalies, traits);
    this.#amounts = new TraAmounts(parameters, anomalies);
    this.#shares = new TraAmounts(parameters, anomalies);
    this.analytics = new TraAnalytics(anomalies, parameters.sections);
  }

  /** Reads the line that was taken. */
  read(): void {
    const line = this.#line;
    const byte = line.byteAt(KIND_POSITION);
    const kind = byte > 96 && byte < 123 ? byte - 32 : byte;
    if (kind === LINE_KIND.general || kind === LINE_KIND.tiers || kind === LINE_KIND.detailed) {
      this.#readCounted(kind);
      return;
    }
    const name = BESIDE[String.fromCharCode(kind)];
    if (kind === LINE_KIND.sharedOut) this.#readShare();
    else if (kind === LINE_KIND.attachment) this.#readAttachment();
    else if (name === 'O') this.analytics.meet(line);
    else if (!name) {
      this.#anomalies.add('line-kind-unknown', {
        line: line.number,
        column: 'TYPE CPTE',
        text: line.text(KIND_POSITION, 1),
      });
      return;
    }
    const counted = name ?? String.fromCharCode(kind);
    this.#beside.set(counted, (this.#beside.get(counted) ?? 0) + 1);
  }

  /** No line comes any more. */
  end(): void {
    const anomalies = this.#anomalies;
    this.analytics.end();
    for (const [type, { line, count }] of this.#leftOut) {
      anomalies.add('not-bookkeeping', { line, column: 'TYPE ECRITURE', text: `${type} ${count}` });
    }
    if (this.#beside.size > 0) {
      const text = [...this.#beside].map(([kind, count]) => `${kind} ${count}`).join(', ');
      anomalies.add('lines-beside-entries', { column: 'TYPE CPTE', text });
    }
    const { validatedWithout, firstValidatedWithout } = this.#rows;
    if (validatedWithout > 0) {
      const where = { line: firstValidatedWithout, column: 'VALIDE', text: String(validatedWithout) };
      anomalies.add('validated-without-date', where);
    }
    const { journals, accounts, tiers } = this.#parameters;
    for (const [directory, code, column] of [
      [journals, 'journals-not-declared', 'JOURNAL'],
      [accounts, 'accounts-not-declared', 'GENERAL'],
      [tiers, 'tiers-not-declared', 'AUXILIAIRE'],
    ] as const) {
      const { declared, undeclared } = directory;
      if (declared === 0 && undeclared > 0) anomalies.add(code, { column, text: String(undeclared) });
    }
  }

  #readCounted(kind: number): void {
    const line = this.#line;
    if (line.length < AMOUNT_START) {
      this.#anomalies.add('line-short', { line: line.number, text: String(line.length) });
      this.analytics.end();
      return;
    }
    const side = line.byteAt(130) & ~0x20;
    const isDebit = side === D ? true : side === C ? false : undefined;
    const amounts = this.#amounts;
    this.#isLeftOut = this.#isNotBookkeeping();
    // Simulations must not disturb how the entries' own amounts are rounded.
    const own = this.#isLeftOut ? this.#shares : amounts;
    own.read(line, isDebit === false ? -1 : 1);
    this.analytics.begin(line.number, isDebit === false ? -own.cents : own.cents);
    if (this.#isLeftOut) return;
    this.#checkLine();
    if (isDebit === undefined) {
      const text = `${line.text(130, 1)} ${line.memory.toString('utf8', amounts.from, amounts.to)}`.trim();
      this.#anomalies.add('sens-invalid', { line: line.number, column: 'SENS', text });
    }
    if (kind === LINE_KIND.detailed) this.analytics.meet(line);
    this.#rows.write(kind, isDebit, amounts);
  }

  #isNotBookkeeping(): boolean {
    const line = this.#line;
    const type = line.byteAt(151);
    if (type === N || type === BLANK) return false;
    const letter = String.fromCharCode(type).toUpperCase();
    if (NOT_BOOKKEEPING.has(letter.charCodeAt(0))) {
      const known = this.#leftOut.get(letter);
      if (known) known.count += 1;
      else this.#leftOut.set(letter, { line: line.number, count: 1 });
      return true;
    }
    if (letter !== 'N') {
      this.#anomalies.add('entry-type-unknown', {
        line: line.number,
        column: 'TYPE ECRITURE',
        text: line.text(151, 1),
      });
    }
    return false;
  }

  #checkLine(): void {
    const line = this.#line;
    const { length, number } = line;
    if (length < LEAST_LENGTH) this.#anomalies.add('line-short', { line: number, text: String(length) });
    else if (length !== STANDARD_LENGTH && !this.#isExtended && !this.#anomalies.has('line-length')) {
      this.#anomalies.add('line-length', { line: number, text: String(length) });
    }
    const type = (line.byteAt(12) << 8) | line.byteAt(13);
    if (this.#pieceTypes.has(type) || this.#pieceTypes.size > MAX_PIECE_TYPES) return;
    this.#pieceTypes.add(type);
    this.#anomalies.add('piece-type-unknown', { line: number, column: 'TYPE PIECE', text: line.text(12, 2) });
  }

  #readShare(): void {
    const line = this.#line;
    const shares = this.#shares;
    const sign = (line.byteAt(130) & ~0x20) === C ? -1 : 1;
    shares.read(line, sign);
    if (Number.isNaN(shares.cents)) {
      const text = line.memory.toString('utf8', shares.from, shares.to);
      this.#anomalies.add('analytic-unbalanced', { line: line.number, column: 'MONTANT', text });
    }
    this.analytics.add(line, shares.cents * sign);
  }

  #readAttachment(): void {
    if (this.#isLeftOut) return;
    const path = this.#line.text(...PATH);
    if (path === '') return;
    if (this.attachments.length < MAX_ATTACHMENTS) this.attachments.push(path);
    this.#rows.attach(...PATH);
  }
}

function pairOf(type: string): number {
  return (type.charCodeAt(0) << 8) | type.charCodeAt(1);
}
