/** Fields of a line in which some are quoted as in CSV; undefined when quotes do not match. */
export function splitQuoted(text: string): string[] | undefined {
  const fields: string[] = [];
  let from = 0;
  for (;;) {
    let to: number;
    if (text[from] === '"') {
      to = from + 1;
      for (;;) {
        to = text.indexOf('"', to);
        if (to < 0) return undefined;
        if (text[to + 1] !== '"') break;
        to += 2;
      }
      to += 1;
      if (to < text.length && text[to] !== '\t') return undefined;
    } else {
      to = text.indexOf('\t', from);
      if (to < 0) to = text.length;
    }
    fields.push(text.slice(from, to));
    if (to >= text.length) return fields;
    from = to + 1;
  }
}
