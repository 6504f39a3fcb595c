/** Reads the cards of interlocuteurs as a person does, fields within containers too. */
import { type Node, nodesOf } from '../card-reading.ts';

type Button = { title: string; verb: string; data: Record<string, unknown> };

/** What the fields hold, by their id; `more` are hidden until asked for. */
export function fieldsOf(card: Node | undefined): Record<string, unknown> {
  const inputs = nodesOf(card).filter(({ type }) => String(type).startsWith('Input.'));
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]));
}

/** The fields that stand open. */
export function openFieldsOf(card: Node | undefined): string[] {
  const hidden = nodesOf(card).filter(({ type, isVisible }) => type === 'Container' && isVisible === false);
  const ids = new Set(hidden.flatMap(nodesOf).map(({ id }) => id));
  return Object.keys(fieldsOf(card)).filter((id) => !ids.has(id));
}

/** The faults, by the field they stand beneath, in whichever container. */
export function faultsIn(card: Node | undefined): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const list of [card?.body, ...nodesOf(card).map(({ items }) => items)]) {
    if (!Array.isArray(list)) continue;
    (list as Node[]).forEach(({ type, id }, at) => {
      const next = (list as Node[])[at + 1];
      if (!String(type).startsWith('Input.') || next?.color !== 'Attention') return;
      faults[String(id)] = String(next.text);
    });
  }
  return faults;
}

/** What is shown as read. */
export function factsOf(card: Node | undefined): Record<string, string> {
  const sets = nodesOf(card).filter(({ type }) => type === 'FactSet');
  return Object.fromEntries(
    sets.flatMap(({ facts }) => (facts as Node[]).map(({ title, value }) => [String(title), String(value)])),
  );
}

/** Every button with this title, also those of lines. */
export function buttonsNamed(card: Node | undefined, title: string): Button[] {
  return nodesOf(card).filter((one) => one.type === 'Action.Execute' && one.title === title) as unknown as Button[];
}
