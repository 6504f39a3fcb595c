import type { AnomalyList } from './anomaly-list.ts';
import type { SectionTotal } from './format.ts';
import type { TraCode } from './tra-codes.ts';
import type { TraDirectory } from './tra-directory.ts';
import type { TraLine } from './tra-line.ts';

const MAX_SECTIONS = 100_000;

/**
 * Analytic lines: they repeat the amount of the general line above them, once an axis, and are counted by no balance (facts:
 * tra.md section 5).
 */
export class TraAnalytics {
  readonly #anomalies: AnomalyList<TraCode>;
  readonly #labels: TraDirectory;
  readonly #sections = new Map<string, SectionTotal>();
  readonly #axes = new Map<string, number>();
  #parentLine = 0;
  #parentCents = 0;
  #isFull = false;

  constructor(anomalies: AnomalyList<TraCode>, labels: TraDirectory) {
    this.#anomalies = anomalies;
    this.#labels = labels;
  }

  get sections(): SectionTotal[] {
    return [...this.#sections.values()];
  }

  /** A general line, debit less credit in cents; NaN for an amount that cannot be read. */
  begin(line: number, cents: number): void {
    if (this.#axes.size > 0) this.end();
    this.#parentLine = line;
    this.#parentCents = cents;
  }

  /** A line that shares the amount out, debit less credit. */
  add(line: TraLine, cents: number): void {
    const axis = this.#meet(line);
    if (this.#parentLine === 0) this.#anomalies.add('analytic-orphan', { line: line.number });
    // Axes are A1 to A5; a file of other names may have as many.
    else if (this.#axes.size < 10 || this.#axes.has(axis)) this.#axes.set(axis, (this.#axes.get(axis) ?? 0) + cents);
  }

  /** Counts a section and gives its axis. */
  meet(line: TraLine): void {
    this.#meet(line);
  }

  /** No more lines of the general line above come. */
  end(): void {
    for (const [axis, cents] of this.#axes) {
      if (cents === this.#parentCents || Number.isNaN(this.#parentCents) || Number.isNaN(cents)) continue;
      const difference = ((cents - this.#parentCents) / 100).toFixed(2).replace('.', ',');
      this.#anomalies.add('analytic-unbalanced', {
        line: this.#parentLine,
        column: 'AXE',
        text: `${axis} ${difference}`,
      });
    }
    this.#axes.clear();
    this.#parentLine = 0;
  }

  #meet(line: TraLine): string {
    const axis = line.text(219, 2);
    const code = line.text(32, 17);
    if (axis === '') this.#anomalies.add('axis-missing', { line: line.number, column: 'AXE', text: code });
    if (code === '') this.#anomalies.add('section-missing', { line: line.number, column: 'SECTION', text: axis });
    if (code === '') return axis;
    const key = `${axis} ${code}`;
    const section = this.#sections.get(key);
    if (section) section.count += 1;
    else if (this.#sections.size < MAX_SECTIONS) {
      this.#sections.set(key, { axis, code, label: this.#labels.findLabel(key), count: 1 });
    } else if (!this.#isFull) {
      this.#isFull = true;
      this.#anomalies.add('too-many-values', { line: line.number, column: 'SECTION' });
    }
    return axis;
  }
}
