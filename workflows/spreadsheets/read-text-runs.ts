import { SpreadsheetError } from './spreadsheet-error.ts';

/** Gathers the text of one cell or one shared text, given in runs (`r`) of different looks or in one piece (`t`). */
export type TextRuns = {
  begin(): void;
  open(name: string): void;
  add(text: string): void;
  close(name: string): void;
  end(): string;
};

/** @param maxChars beyond which the file is refused. */
export function readTextRuns(maxChars: number, lineOf: () => number | undefined = () => undefined): TextRuns {
  let text = '';
  let isWanted = false;
  let isPhonetic = false;
  return {
    begin() {
      text = '';
      isWanted = false;
      isPhonetic = false;
    },
    open(name) {
      // How a Japanese word is read aloud stands beside it, and is no part of it.
      if (name === 'rPh') isPhonetic = true;
      if ((name === 't' || name === 'v') && !isPhonetic) isWanted = true;
    },
    add(piece) {
      if (!isWanted) return;
      text += piece;
      if (text.length > maxChars) throw new SpreadsheetError('file-too-large', { line: lineOf() });
    },
    close(name) {
      if (name === 'rPh') isPhonetic = false;
      if (name === 't' || name === 'v') isWanted = false;
    },
    end: () => text,
  };
}
