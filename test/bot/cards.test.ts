import { expect } from 'chai';
import { ACTIONS } from '../../bot/actions/index.ts';
import { VERBS, type Verb } from '../../bot/cards/verbs.ts';
import { en } from '../../bot/locales/en.ts';
import { fr } from '../../bot/locales/fr.ts';
import { type CardCase, cardCases, HOSTILE } from './card-cases.ts';
import { type Node, nodesOf, textsOf } from './card-reading.ts';
import { faultsOfCard } from './card-schema.ts';
import { flatten } from './flatten.ts';

const MOST_BYTES = 20 * 1_024;
const CASES = cardCases();
const FRENCH = flatten(fr);
const ENGLISH = flatten(en);

/** The buttons that take the card's fields along: an empty one that is mandatory holds them back, and them alone. */
const SENDING = [
  ...['dossier.save', 'dirigeant.add', 'portfolio-import.confirm', 'api-key.create'],
  ...['partner.create', 'partner.edit', 'partner.rotate', 'partner.webhook'],
  ...['layout.confirm', 'layout.more'],
  ...['invitation.send', 'invitation.correct', 'plan.submit', 'plan.start', 'plan.change', 'offer.edit', 'offer.end'],
  ...['interlocuteur.save', 'interlocuteur.link', 'interlocuteur.unlink', 'conversion.convert'],
];

describe('The schema of Adaptive Cards 1.5', () => {
  const card = (overrides: Node, item: Node = {}) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: 'Bonjour', ...item }],
    ...overrides,
  });

  it('takes a plain card', () => {
    expect(faultsOfCard(card({}))).to.deep.equal([]);
  });

  const NEAR_MISSES: Record<string, unknown> = {
    'an unknown property': card({ colour: 'red' }),
    'an unknown property further in': card({}, { colour: 'red' }),
    'a text that is none': card({}, { text: 42 }),
    'an unknown element': card({ body: [{ type: 'Marquee', text: 'Bonjour' }] }),
    'an unknown colour': card({}, { color: 'Red' }),
    'a button without a type': card({ actions: [{ title: 'Envoyer' }] }),
    'a card of another type': { type: 'Card', version: '1.5', body: [] },
  };
  for (const [what, faulty] of Object.entries(NEAR_MISSES)) {
    it(`refuses ${what}`, () => {
      expect(faultsOfCard(faulty)).not.to.deep.equal([]);
    });
  }
});

describe('Each card, in every state and language', () => {
  const every = (what: string, check: (one: CardCase & { card: Node; json: string }) => void) =>
    it(what, () => {
      for (const one of CASES) {
        const card = one.answer.card as Node;
        try {
          check({ ...one, card, json: JSON.stringify(card) });
        } catch (error) {
          throw Object.assign(error as Error, { message: `${one.name}: ${(error as Error).message}` });
        }
      }
    });

  it('there are hundreds of them', () => {
    expect(CASES.length).to.be.greaterThan(200);
    expect(new Set(CASES.map(({ name }) => name)).size).to.equal(CASES.length);
  });

  every('follows the schema of Adaptive Cards 1.5', ({ card }) => {
    expect(faultsOfCard(card)).to.deep.equal([]);
    expect(card.version).to.equal('1.5');
  });

  every('weighs less than 20 KB', ({ json }) => {
    expect(Buffer.byteLength(json)).to.be.below(MOST_BYTES);
  });

  every('can be told without being drawn', ({ card, answer }) => {
    for (const text of [card.fallbackText, card.speak, answer.summary]) {
      expect(text).to.be.a('string').and.to.have.length.greaterThan(3);
    }
  });

  every('has buttons that old clients understand as well, with the same title and data', ({ card }) => {
    const refresh = (card.refresh as Node | undefined)?.action;
    for (const action of nodesOf(card).filter(({ type }) => type === 'Action.Execute')) {
      if (action === refresh) continue;
      const { title, verb, data, style, associatedInputs } = action;
      const fallback = action.fallback as Node | undefined;
      expect(fallback, String(title)).to.deep.include({
        type: 'Action.Submit',
        title,
        data: { ...(data as Node), verb },
      });
      expect(fallback?.style).to.equal(style);
      expect(fallback?.associatedInputs).to.equal(associatedInputs);
    }
    expect(card.actions, 'a fallback is only read in an ActionSet').to.equal(undefined);
  });

  every('emits only verbs that have an action, with data that its schema takes', ({ card }) => {
    const inputs = nodesOf(card).filter(({ type }) => String(type).startsWith('Input.'));
    const typed = Object.fromEntries(inputs.map(({ id, value }) => [id, value ?? '']));
    for (const { verb, data, associatedInputs } of nodesOf(card).filter(({ type }) => type === 'Action.Execute')) {
      expect(VERBS).to.have.property(String(verb));
      expect(ACTIONS.map((action) => action.verb)).to.include(verb);
      const sent = associatedInputs === 'auto' ? { ...typed, ...(data as Node) } : data;
      const parsed = VERBS[verb as Verb].safeParse(sent);
      expect(parsed.success, `${verb} ${JSON.stringify(parsed.error?.issues)}`).to.equal(true);
    }
  });

  every('keeps identifiers only in its data: no link, address, name or secret', ({ card, name }) => {
    const KNOWN = [
      ...['importId', 'slotId', 'page', 'format', 'keyId', 'partnerId', 'skip', 'layoutId', 'from', 'conversionId'],
      ...['interlocuteurId', 'dossierId', 'generation', 'command', 'text', 'verb', 'version', 'offer', 'code'],
      ...['draftId', 'scope', 'after', 'all', 'act', 'answer', 'afterId', 'dossierIds', 'turn', 'invitation'],
    ];
    for (const { data = {} } of nodesOf(card).filter(({ type }) => String(type).startsWith('Action.'))) {
      expect(KNOWN).to.include.members(Object.keys((data as Node) ?? {}));
      const { text, ...ids } = data as Node;
      if (text !== undefined) expect(name, 'only what was just typed').to.match(/^unknown/);
      expect(JSON.stringify(ids)).not.to.match(/@|http|:\/\/|Martin|token|redeem/i);
    }
    const { $schema, ...rest } = card;
    expect($schema).to.equal('http://adaptivecards.io/schemas/adaptive-card.json');
    expect(JSON.stringify(rest).replaceAll('https://evil.example', '')).not.to.match(/https?:/);
  });

  every('shows no word of code: no key, no hole, no undefined', ({ card }) => {
    for (const text of textsOf(card)) {
      const own = text.replaceAll(/\\([\\`*_[\]])/g, '$1').replaceAll(HOSTILE, '');
      expect(FRENCH).not.to.have.property(own);
      expect(own).not.to.match(/\{\{|\}\}|undefined|\[object|\bnull\b|NaN|Invalid Date/);
    }
    expect(textsOf(card).filter((text) => !text.trim())).to.deep.equal([]);
  });

  every('speaks one language only', ({ card, locale }) => {
    const [own, other] = locale === 'fr' ? [FRENCH, ENGLISH] : [ENGLISH, FRENCH];
    const ours = new Set(Object.values(own));
    const foreign = Object.values(other).filter((text) => text.length > 3 && !ours.has(text) && !text.includes('{{'));
    const texts = new Set(textsOf(card));
    expect(foreign.filter((text) => texts.has(text))).to.deep.equal([]);
  });

  every('reads as typed what people typed, be it Markdown or a template', ({ card, name }) => {
    // Only these two understand Markdown.
    const read = nodesOf(card).flatMap(({ type, text, facts }) => [
      ...(type === 'TextBlock' ? [String(text)] : []),
      ...(type === 'FactSet' ? (facts as Node[]).flatMap(({ title, value }) => [String(title), String(value)]) : []),
    ]);
    for (const text of read) expect(text).not.to.match(/(?<!\\)(?:\\\\)*[[\]*_`]/);
    if (/hostile/.test(name) && !/^(unknown|correct email.*typed)/.test(name)) {
      expect(read.map(withoutEscapes).join('\n')).to.include(HOSTILE);
    }
  });

  every('can be read on a telephone: everything wraps, fields have labels, few buttons', ({ card }) => {
    const nodes = nodesOf(card);
    for (const node of nodes.filter(({ type }) => type === 'TextBlock')) expect(node.wrap).to.equal(true);
    const inputs = nodes.filter(({ type }) => String(type).startsWith('Input.'));
    for (const input of inputs) {
      // A box to tick is labelled by its own text.
      const label = input.type === 'Input.Toggle' ? input.title : input.label;
      expect(label).to.be.a('string').and.not.equal('');
      if (input.isRequired) expect(input.errorMessage).to.be.a('string').and.not.equal('');
    }
    expect(new Set(inputs.map(({ id }) => id)).size).to.equal(inputs.length);
    for (const set of nodes.filter(({ type }) => type === 'ActionSet')) {
      expect((set.actions as Node[]).length).to.be.within(1, 6);
    }
  });

  every('asks Teams to refresh only what shows a record, by an act that changes nothing', ({ card, answer }) => {
    expect(Boolean(card.refresh)).to.equal(Boolean(answer.shows));
    const { action } = (card.refresh ?? { action: { verb: 'invitation.view' } }) as { action: Node };
    expect(action.verb).to.match(/^[a-z-]+\.view$/);
  });

  it('does not hold « Annuler » or « Retour » back because a field is empty', () => {
    for (const { card } of CASES.map(({ answer }) => answer)) {
      for (const { verb, associatedInputs } of nodesOf(card).filter(({ type }) => type === 'Action.Execute')) {
        const sends = SENDING.includes(String(verb));
        if (associatedInputs !== undefined) expect(associatedInputs).to.equal(sends ? 'auto' : 'none');
      }
    }
  });
});

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\([\\`*_[\]])/g, '$1');
}
