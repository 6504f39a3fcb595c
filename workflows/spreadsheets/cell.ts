/** What a cell is written from. A `Date` is written as its day in France. */
export type Cell = string | number | Date | undefined;
