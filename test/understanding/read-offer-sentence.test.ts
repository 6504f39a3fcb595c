import { expect } from 'chai';
import { COMMANDS } from '../../bot/commands/index.ts';
import { findCommand } from '../../bot/understanding/find-command.ts';
import { readOfferSentence, speaksOfOffer } from '../../bot/understanding/read-offer-sentence.ts';

const CLAIRE = { prenom: 'Claire', nom: 'Martin' };
const EMAIL = { email: 'claire@x.example' };

const READ: Record<string, object> = {
  'activer Consultation pour Claire Martin claire@x.example sur TEST1': {
    ...{ act: 'open', offer: 'consultation', ...CLAIRE, ...EMAIL, dossier: 'TEST1' },
  },
  'proposer l’offre Co-production à Claire Martin claire@x.example dossier FLEURS': {
    ...{ act: 'open', offer: 'co-production', ...CLAIRE, ...EMAIL, dossier: 'FLEURS' },
  },
  'active start pour claire@x.example sur TEST1': { act: 'open', offer: 'start', ...EMAIL, dossier: 'TEST1' },
  'Claire Martin claire@x.example TEST1 Start': { act: 'open', offer: 'start', ...CLAIRE, ...EMAIL, dossier: 'TEST1' },
  'proposer un service': { act: 'open' },
  'proposer un service à Claire Martin sur TEST1': { act: 'open', ...CLAIRE, dossier: 'TEST1' },
  'passer Claire Martin de Co-production en Consultation sur TEST1': {
    ...{ act: 'change', offer: 'consultation', ...CLAIRE, dossier: 'TEST1' },
  },
  'passe Claire Martin en coproduction sur TEST1': {
    act: 'change',
    offer: 'co-production',
    ...CLAIRE,
    dossier: 'TEST1',
  },
  'retirer Consultation à Claire Martin sur TEST1': {
    ...{ act: 'end', offer: 'consultation', ...CLAIRE, dossier: 'TEST1' },
  },
  'activer cegid flow sur TEST1': { act: 'open', offer: 'cegid-flow', dossier: 'TEST1' },
  'activer Flow sur TEST1': { act: 'open', offer: 'cegid-flow', dossier: 'TEST1' },
  'activate Start for Claire Martin on TEST1': { act: 'open', offer: 'start', ...CLAIRE, dossier: 'TEST1' },
};

describe('A sentence about a service', () => {
  for (const [sentence, read] of Object.entries(READ)) {
    it(`« ${sentence} » is read whole`, () => {
      expect(readOfferSentence(sentence)).to.deep.equal(read);
      expect(speaksOfOffer(sentence)).to.equal(true);
    });
  }

  const ROUTES: Record<string, string> = {
    'activer Consultation pour Claire Martin claire@x.example sur TEST1': 'propose-service',
    'inviter Claire Martin claire@x.example sur TEST1 avec Cegid Flow': 'propose-service',
    'inviter Claire Martin claire@x.example sur TEST1': 'invite-client',
    'claire@flow.example sur TEST1': 'invite-client',
    'où en est Claire Martin ?': 'where-is',
    'ou en est TEST1': 'where-is',
    'dossier TEST1': 'show-dossier',
    'ouvre le dossier Boulangerie Martin': 'show-dossier',
    'sortie du client TEST1': 'exit-client',
    'faire sortir le client Boulangerie Martin': 'exit-client',
    portefeuille: 'show-portfolio',
    'mes dossiers': 'show-portfolio',
    offres: 'list-offers',
    start: 'greet',
  };
  for (const [sentence, command] of Object.entries(ROUTES)) {
    it(`« ${sentence} » asks for ${command}`, () => {
      expect(findCommand(COMMANDS, sentence)).to.have.nested.property('command.name', command);
    });
  }
});
