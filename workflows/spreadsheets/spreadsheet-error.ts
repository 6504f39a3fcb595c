/** Why a file is refused; a person's sentence is found by it. */
export type SpreadsheetFault =
  /** Nothing in it, or nothing but empty rows and hidden sheets. */
  | 'file-empty'
  /** Neither a table we know nor whole: another kind of file, a damaged or cut one. */
  | 'file-unreadable'
  /** Protected by a password. */
  | 'file-encrypted'
  /** A binary Excel format (.xls, .xlsb), to be saved as .xlsx. */
  | 'file-old-excel'
  /** Too many bytes or rows, too long a row or cell. */
  | 'file-too-large'
  | 'file-too-wide';

type Details = {
  /** As a person sees it in Excel or an editor, from 1. */
  line?: number;
  cause?: unknown;
};

/** A file that cannot be taken as a table. The only error that the reading of a file itself ends in. */
export class SpreadsheetError extends Error {
  readonly code: SpreadsheetFault;
  readonly line: number | undefined;

  constructor(code: SpreadsheetFault, { line, cause }: Details = {}) {
    super(line === undefined ? code : `${code} at line ${line}`, { cause });
    this.name = 'SpreadsheetError';
    this.code = code;
    this.line = line;
  }
}
