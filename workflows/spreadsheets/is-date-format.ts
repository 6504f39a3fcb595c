/** Excel's own formats of a day, with or without an hour, in the numbering of every language. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/**
 * Whether numbers in this format are shown as days: it holds a year or a day. Hours alone are no day.
 *
 * @param id `numFmtId`; from 164 the workbook declares the format itself.
 * @param code such as 'dd/mm/yyyy', '[$-40C]d mmmm yyyy', '0.00" jours"'.
 */
export function isDateFormat(id: number, code?: string): boolean {
  if (code === undefined) return BUILT_IN.has(id);
  // Without literal texts, escaped characters, colours and languages. The letters left are English in every file.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|Standard/gi, '');
  return /[yd]/i.test(bare);
}
