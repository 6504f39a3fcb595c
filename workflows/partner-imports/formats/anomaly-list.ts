import type { Anomaly, Severity } from './format.ts';

/** Anomalies that are kept for people to read; all are counted. */
export const MAX_ANOMALIES = 1_000;
/** Characters of the offending text. */
export const MAX_ANOMALY_TEXT = 80;

const RANK: Record<Severity, number> = { blocking: 0, warning: 1, note: 2 };

/**
 * Counts every anomaly and keeps the first thousand. A thousand notes must not hide the one fault that blocks: each
 * severity has a thousand places, and at the end the graver fill the list first, the first of every code in any case.
 */
export class AnomalyList<Code extends string> {
  readonly #severities: Readonly<Record<Code, Severity>>;
  readonly #counts = new Map<string, number>();
  readonly #kept: Record<Severity, Anomaly[]> = { blocking: [], warning: [], note: [] };

  constructor(severities: Readonly<Record<Code, Severity>>) {
    this.#severities = severities;
  }

  /** Counts one; whether it is to be kept, for callers to whom its text is a cost. */
  counts(code: Code): boolean {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    return count === 1 || this.#kept[this.#severities[code]].length < MAX_ANOMALIES;
  }

  /** Keeps one that was counted. */
  keep(code: Code, where: Omit<Anomaly, 'code' | 'severity'> = {}): void {
    const severity = this.#severities[code];
    const { line, column, text } = where;
    this.#kept[severity].push({
      code,
      severity,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(text === undefined ? {} : { text: cut(text) }),
    });
  }

  add(code: Code, where: Omit<Anomaly, 'code' | 'severity'> = {}): void {
    if (this.counts(code)) this.keep(code, where);
  }

  has(code: Code): boolean {
    return this.#counts.has(code);
  }

  /** The thousand, in the order of the file; what concerns all of it comes first. */
  list(): Anomaly[] {
    const all = [...this.#kept.blocking, ...this.#kept.warning, ...this.#kept.note];
    const seen = new Set<string>();
    const firsts = all.filter(({ code }) => !seen.has(code) && seen.add(code));
    const others = all.filter((one) => !firsts.includes(one)).slice(0, MAX_ANOMALIES - firsts.length);
    return [...firsts, ...others].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || RANK[a.severity] - RANK[b.severity]);
  }

  counted(): Record<string, { severity: Severity; count: number }> {
    return Object.fromEntries(
      [...this.#counts].map(([code, count]) => [code, { severity: this.#severities[code as Code], count }]),
    );
  }
}

/** Never within a pair of halves, which no database would take. */
function cut(text: string): string {
  return text.length <= MAX_ANOMALY_TEXT ? text : text.slice(0, MAX_ANOMALY_TEXT).replace(/[\ud800-\udbff]$/, '');
}
