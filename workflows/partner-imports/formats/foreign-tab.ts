/** Stands for a tab that is no separator, in lines that had another separator: a control character no text has. */
export const FOREIGN_TAB = '\x1f';
