/** One row of a file, as text. */
export type Row = {
  /** As a person sees it: the row's number in Excel, the line of the text file on which the row begins. From 1. */
  line: number;
  /** Up to the last one that is not empty; never all empty. Line ends within a cell are `\n`. */
  cells: string[];
  /** For each cell, whether Excel held a number: its leading zeros are lost. Absent when none was. */
  isNumber?: boolean[];
};
