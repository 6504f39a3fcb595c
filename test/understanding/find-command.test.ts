import { expect } from 'chai';
import fc from 'fast-check';
import { COMMANDS } from '../../bot/commands/index.ts';
import { findCommand } from '../../bot/understanding/find-command.ts';

/** The command of a sentence, or nothing when it is only offered. */
function understood(text: string): string | undefined {
  const found = findCommand(COMMANDS, text);
  return 'command' in found ? found.command.name : undefined;
}
function offered(text: string): string[] {
  const found = findCommand(COMMANDS, text);
  return 'nearest' in found ? found.nearest.map(({ name }) => name) : [];
}

const SENTENCES: Record<string, string[]> = {
  'invite-client': [
    'inviter un client',
    'Inviter un client',
    'INVITER UN CLIENT',
    'inviter un client !',
    'inviter un cleint',
    'inviter un clien',
    'invter un client',
    'inviter',
    'invite',
    'invite quelqu’un',
    'Invitez Claire Martin',
    'je voudrais inviter un client',
    'Bonjour, je voudrais inviter un client',
    'bonjour peux tu inviter claire martin sur test1',
    'peux-tu inviter Claire Martin ?',
    'il faut inviter un nouveau client',
    'nouvelle invitation',
    'ajouter un client',
    'ajouter un invité',
    'ajouter un invite',
    'claire@boulangerie.example',
    'claire@boulangerie.example sur TEST1',
    'inviter Claire Martin claire@boulangerie.example sur TEST1',
    'Merci d’ajouter claire@boulangerie.example au dossier TEST1',
    'invite a client',
    'please invite Claire Martin',
  ],
  'list-invitations': [
    'invitations',
    'Invitations',
    'mes invitations',
    'les invitations',
    'invitations en cours',
    'suivi des invitations',
    'invitation',
    'list invitations',
  ],
  help: [
    'aide',
    'Aide',
    'AIDE !',
    'help',
    'aidez-moi',
    'que sais-tu faire ?',
    'que savez-vous faire',
    'menu',
    '?',
    'aides',
  ],
  greet: ['bonjour', 'Bonjour', 'bonsoir', 'salut', 'coucou', 'hello', 'bonjour !'],
  'speak-english': ['english', 'English', 'anglais', 'speak english'],
  'speak-french': ['français', 'francais', 'Français', 'en français', 'french'],
};

describe('A sentence', () => {
  for (const [name, sentences] of Object.entries(SENTENCES)) {
    for (const sentence of sentences) {
      it(`« ${sentence} » asks for ${name}`, () => expect(understood(sentence)).to.equal(name));
    }
  }

  for (const { name, titles, synonyms } of COMMANDS) {
    it(`every title and synonym of ${name} asks for it, in capitals and with a full stop too`, () => {
      for (const phrase of [...Object.values(titles), ...synonyms]) {
        expect(understood(phrase), phrase).to.equal(name);
        expect(understood(` ${phrase.toUpperCase()} `), phrase).to.equal(name);
      }
    });
  }

  for (const nonsense of ['xyzzy', 'quel temps fait-il', '…', '', '   ', '👍', 'a', 'la facture de mars', '12345']) {
    it(`« ${nonsense} » is not understood: three possibilities are offered, never silence`, () => {
      expect(understood(nonsense)).to.equal(undefined);
      expect(offered(nonsense)).to.have.length(3);
      expect(new Set(offered(nonsense)).size).to.equal(3);
    });
  }

  it('that resembles nothing is offered what people want most', () => {
    expect(offered('xyzzy')).to.deep.equal(['propose-service', 'invite-client', 'help']);
  });

  for (const [sentence, first] of [
    ['voir mes invitations envoyées', 'list-invitations'],
    ['parler anglais', 'speak-english'],
    ['parler en français', 'speak-french'],
    ['où en sont les invitations', 'list-invitations'],
  ] as const) {
    it(`« ${sentence} » is understood as ${first}, or offers it first`, () => {
      expect(understood(sentence) ?? offered(sentence)[0]).to.equal(first);
    });
  }

  for (const sentence of [
    'supprimer une invitation',
    'annuler l’invitation de Claire',
    'combien d’invités avons-nous',
    'relancer les invitations',
    'les invités ont-ils répondu',
  ]) {
    it(`« ${sentence} » does not start an invitation`, () => {
      expect(understood(sentence)).to.not.equal('invite-client');
    });
  }

  it('always gets an answer: a command, or three different possibilities', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const found = findCommand(COMMANDS, text);
        if ('nearest' in found) expect(new Set(found.nearest).size).to.equal(3);
        else expect(COMMANDS).to.include(found.command);
      }),
      { numRuns: 500 },
    );
  });

  it('is found in no time, however long', () => {
    const startedAt = performance.now();
    findCommand(COMMANDS, 'invitation '.repeat(400));
    expect(performance.now() - startedAt).to.be.below(1_000);
  });
});
