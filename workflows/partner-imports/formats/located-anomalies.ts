import { AnomalyList } from './anomaly-list.ts';
import type { Anomaly } from './format.ts';

/**
 * Anomalies of a file whose columns are not those of the FEC: the reader of rows names these, people are shown where the
 * thing is in their own file.
 */
export class LocatedAnomalies<Code extends string> extends AnomalyList<Code> {
  /** What stands in the file for a column of the FEC; other names are left as they are. */
  locate: (column: string) => string = (column) => column;
  /** Codes that are neither counted nor kept any more: a better located anomaly said the same. */
  readonly ignored = new Set<Code>();

  override counts(code: Code): boolean {
    return !this.ignored.has(code) && super.counts(code);
  }

  override keep(code: Code, where: Omit<Anomaly, 'code' | 'severity'> = {}): void {
    const { column } = where;
    super.keep(code, column === undefined ? where : { ...where, column: this.locate(column) });
  }

  /** Adds an anomaly that is worth saying once a file. */
  once(code: Code, where: Omit<Anomaly, 'code' | 'severity'> = {}): void {
    if (!this.has(code)) this.add(code, where);
  }
}
