/** What Excel, LibreOffice and Numbers take for the start of a formula; the wide forms too, which Numbers does. */
const STARTS_FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\n]/;

/** A telephone number and nothing else: no letter, so no name and no function that a formula could call. */
const PHONE = /^\+\d[\d ]{5,20}$/;

/** Excel refuses to open a file with a longer cell. */
const MAX_CHARS = 32_767;

/**
 * Text that may be written in a cell without ever being run: an apostrophe goes before what a spreadsheet would take for
 * a formula, also after leading spaces. `restoreCell` takes it away.
 *
 * A telephone number like +33612345678 looks like a formula but can do nothing. In a CSV it gets its apostrophe all the
 * same, because Excel would show 3,36E+10 without; in an XLSX, whose cells say that they are text, it stays as it is, and
 * pasted elsewhere it is at worst a number.
 *
 * Line ends become `\n`; control characters and halves of characters, which no cell can hold, go.
 */
export function neutraliseCell(text: string, target: 'csv' | 'xlsx'): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away.
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]/g, '')
    .replace(/\p{Cs}/gu, '\ufffd');
  const isHarmless = target === 'xlsx' && PHONE.test(clean);
  // An apostrophe of one's own is doubled where it would be taken for ours.
  const mustGuard = !isHarmless && STARTS_FORMULA.test(clean.replace(/^'+/, ''));
  return (mustGuard ? `'${clean}` : clean).slice(0, MAX_CHARS);
}
