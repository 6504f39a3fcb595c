/** The few shapes that cards are made of. Adaptive Cards 1.5; no meaning by colour alone; buttons work on old clients. */
import type { AdaptiveCard } from '../turn.ts';
import type { Verb, VerbData } from './verbs.ts';

export type Element = Record<string, unknown>;

type CardParts = {
  body: (Element | undefined | false)[];
  buttons?: (Element | undefined | false)[];
  /** Asked by Teams each time the card is displayed: it must be cheap and change nothing. */
  refresh?: Element;
  /** What screen readers say, and small clients show when they cannot draw the card. */
  speak: string;
};

export function card({ body, buttons = [], refresh, speak }: CardParts): AdaptiveCard {
  const actions = buttons.filter(Boolean);
  // Inside the body: a fallback for old clients is only read there.
  const actionSet = { type: 'ActionSet', actions };
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: speak,
    speak,
    ...(refresh && { refresh: { action: refresh } }),
    body: [...body.filter(Boolean), ...(actions.length > 0 ? [actionSet] : [])],
  };
}

export function title(text: string): Element {
  return { type: 'TextBlock', text, size: 'Medium', weight: 'Bolder', wrap: true, style: 'heading' };
}

export function paragraph(text: string, look: Element = {}): Element {
  return { type: 'TextBlock', text, wrap: true, ...look };
}

export function note(text: string): Element {
  return paragraph(text, { isSubtle: true, size: 'Small', spacing: 'Small' });
}

/** A line on a tinted ground: the state of something. */
export function banner(text: string, style: 'good' | 'warning' | 'attention' | 'accent' | 'emphasis'): Element {
  const items = [paragraph(text, { weight: 'Bolder' })];
  return { type: 'Container', style, items, bleed: false, spacing: 'Small' };
}

export function facts(pairs: [string, string | undefined][]): Element {
  const known = pairs.filter((pair): pair is [string, string] => Boolean(pair[1]));
  return { type: 'FactSet', facts: known.map(([name, value]) => ({ title: name, value })) };
}

type ButtonOptions = {
  style?: 'default' | 'positive' | 'destructive';
  /** `none` leaves the card's fields out, so that an unfinished form does not hold the button back. */
  associatedInputs?: 'auto' | 'none';
};

/** A button that answers with a card; on clients without universal actions it sends the same data as a message. */
export function button<Name extends Verb>(
  name: string,
  verb: Name,
  data: Partial<VerbData<Name>>,
  { style = 'default', associatedInputs = 'none' }: ButtonOptions = {},
): Element {
  return {
    ...execute(verb, data),
    title: name,
    style,
    associatedInputs,
    fallback: { type: 'Action.Submit', title: name, style, associatedInputs, data: { ...data, verb } },
  };
}

export function execute<Name extends Verb>(verb: Name, data: Partial<VerbData<Name>>): Element {
  return { type: 'Action.Execute', verb, data };
}

type InputOptions = {
  maxLength: number;
  placeholder?: string;
  style?: 'Email' | 'Tel' | 'Text';
  isMultiline?: boolean;
  /** The sentence shown when it is left empty; its presence makes the field mandatory. */
  isRequired?: string;
};

/** A field, with what was typed given back: as much of it as a card can bear. */
export function textInput(id: string, label: string, typed: string | undefined, options: InputOptions): Element {
  const { isRequired, ...rest } = options;
  const value = typed?.slice(0, 2 * options.maxLength);
  const required = isRequired ? { isRequired: true, errorMessage: isRequired } : {};
  return { type: 'Input.Text', id, label, ...(value && { value }), ...rest, ...required };
}

type ChoiceOptions = {
  value?: string;
  isRequired?: string;
  isMultiSelect?: boolean;
  /** A list to unfold rather than all the choices at once. */
  isCompact?: boolean;
};

/** A choice among a few; a value that is not one of them ticks none. */
export function choices(
  id: string,
  label: string,
  options: { title: string; value: string }[],
  { value, isRequired, isMultiSelect, isCompact }: ChoiceOptions = {},
): Element {
  const isKnown = isMultiSelect || options.some((one) => one.value === value);
  return {
    type: 'Input.ChoiceSet',
    ...{ id, label, style: isCompact ? 'compact' : 'expanded' },
    // On a phone the end of a choice is what tells it from the next.
    wrap: true,
    ...(isMultiSelect && { isMultiSelect }),
    ...(value && isKnown && { value }),
    ...(isRequired && { isRequired: true, errorMessage: isRequired }),
    choices: options,
  };
}

export function toggle(id: string, text: string, isOn = false): Element {
  return { type: 'Input.Toggle', id, title: text, value: String(isOn), valueOn: 'true', valueOff: 'false', wrap: true };
}

/** What is wrong with the field above. */
export function faultLine(text: string): Element {
  return paragraph(text, { color: 'Attention', size: 'Small', spacing: 'None' });
}

/** A line of a list that opens something. */
export function row(heading: string, details: string[], selectAction?: Element): Element {
  return {
    ...{ type: 'Container', separator: true, spacing: 'Small' },
    ...(selectAction && { selectAction }),
    items: [
      paragraph(heading, { weight: 'Bolder' }),
      ...details.filter(Boolean).map((text) => paragraph(text, { isSubtle: true, size: 'Small', spacing: 'None' })),
    ],
  };
}

/** Text that people typed, so that it reads as typed: TextBlock and FactSet understand Markdown. */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]]/g, '\\$&')
    .replace(/^(\s*)([-+>#])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2');
}

/** Names come from elsewhere and may be endless; a card may not. */
export function shorten(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
