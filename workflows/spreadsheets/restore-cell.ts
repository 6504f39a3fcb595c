/** The text that `neutraliseCell` was given: its apostrophe goes, one that people typed stays. */
export function restoreCell(text: string): string {
  return /^'+(\s*[=+\-@＝＋－＠]|[\t\n])/.test(text) ? text.slice(1) : text;
}
