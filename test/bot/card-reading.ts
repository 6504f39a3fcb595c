/** Reads cards as a person does: what stands in the fields, what is said beside them, which buttons there are. */

export type Node = Record<string, unknown>;

/** Every object of a card, parents first. */
export function nodesOf(card: unknown): Node[] {
  if (Array.isArray(card)) return card.flatMap(nodesOf);
  if (card === null || typeof card !== 'object') return [];
  return [card as Node, ...Object.values(card).flatMap(nodesOf)];
}

export function bodyOf(card: Node | undefined): Node[] {
  return (card?.body ?? []) as Node[];
}

/** What the fields hold, by their id. */
export function valuesOf(card: Node | undefined): Record<string, unknown> {
  const inputs = bodyOf(card).filter(({ type, value }) => String(type).startsWith('Input.') && value !== undefined);
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]));
}

/** The faults, by the id of the field they stand beneath. */
export function faultsOf(card: Node | undefined): Record<string, string> {
  const body = bodyOf(card);
  const faults: Record<string, string> = {};
  body.forEach(({ type, id }, at) => {
    if (!String(type).startsWith('Input.')) return;
    const next = body[at + 1];
    if (next?.type === 'TextBlock' && next.color === 'Attention') faults[String(id)] = String(next.text);
  });
  return faults;
}

/** The buttons, by what stands on them. */
export function buttonsOf(card: Node | undefined): Record<string, { verb: string; data: Record<string, unknown> }> {
  const actions = nodesOf(card).filter(({ type, title }) => type === 'Action.Execute' && title);
  return Object.fromEntries(
    actions.map(({ title, verb, data }) => [title, { verb: String(verb), data: data as Record<string, unknown> }]),
  );
}

/** All that can be read on a card. */
export function textsOf(card: unknown): string[] {
  const READ = ['text', 'title', 'value', 'label', 'placeholder', 'errorMessage', 'speak', 'fallbackText'];
  return nodesOf(card).flatMap((node) => READ.flatMap((key) => (typeof node[key] === 'string' ? [node[key]] : [])));
}
