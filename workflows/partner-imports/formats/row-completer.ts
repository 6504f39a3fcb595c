import type { AnomalyList } from './anomaly-list.ts';
import type { CompletedCode } from './completed-codes.ts';
import { COLUMNS, type Column } from './format.ts';

/** What stands in for a column that a format or a file does not have: the nearest thing that is true. */
const STAND_INS: [column: Column, from: Column][] = [
  ['JournalLib', 'JournalCode'],
  ['CompteLib', 'CompteNum'],
  ['CompAuxLib', 'CompAuxNum'],
  ['PieceRef', 'EcritureNum'],
  ['PieceDate', 'EcritureDate'],
  ['EcritureLib', 'PieceRef'],
];
const PLACES = STAND_INS.map(([column, from]) => [COLUMNS.indexOf(column), COLUMNS.indexOf(from)] as const);

/** Fills in what a FEC must have and other formats leave out, and says at the end what was filled and how many times. */
export class RowCompleter {
  readonly #counts = STAND_INS.map(() => 0);

  /** Changes the row in place. */
  complete(row: string[]): void {
    for (let n = 0; n < PLACES.length; n += 1) {
      const [at, from] = PLACES[n] as readonly [number, number];
      if (row[at] !== '' || row[from] === '') continue;
      row[at] = row[from] as string;
      this.#counts[n] = (this.#counts[n] as number) + 1;
    }
  }

  /** One note a column, its text being how many lines got it. */
  report(anomalies: AnomalyList<CompletedCode>): void {
    STAND_INS.forEach(([column], n) => {
      const count = this.#counts[n] as number;
      if (count > 0) anomalies.add('column-completed', { column, text: String(count) });
    });
  }
}
