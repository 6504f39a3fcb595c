/** The commonest in France first: it wins when nothing tells them apart. */
const SEPARATORS = [';', '\t', '|', ','];

const LINES = 20;

/**
 * What separates the cells of a text file, from how it begins: the sign that comes equally often in most lines. Commas
 * in addresses and amounts come and go.
 *
 * @param start some first lines, line ends as `\n`.
 */
export function guessSeparator(start: string): string {
  const lines = start
    .replace(/"[^"]*"/g, '')
    .split('\n', LINES)
    .filter((line) => line.trim());
  const scores = SEPARATORS.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1).filter((count) => count > 0);
    const alike = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
    return { separator, alike, total: counts.reduce((sum, count) => sum + count, 0) };
  });
  // Sorting keeps the order of what is equal.
  const [best] = scores.sort((one, other) => other.alike - one.alike || other.total - one.total);
  return best?.separator ?? ';';
}
