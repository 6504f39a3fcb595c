import { expect } from 'chai';
import { COMMANDS } from '../../bot/commands/index.ts';
import { findCommand } from '../../bot/understanding/find-command.ts';
import { readPartnerName } from '../../bot/understanding/read-partner-sentence.ts';

const SENTENCES: Record<string, string[]> = {
  'list-partners': [
    ...['partenaires', 'Partenaires !', 'partenaire', 'les partenaires', 'applications partenaires', 'partners'],
    ...['application partenaire', 'voir les applications partenaires', 'list partners', 'révoquer un partenaire'],
  ],
  'create-partner': [
    ...['créer un partenaire', 'Créer un partenaire Pulsar Notes de frais', 'nouveau partenaire', 'add a partner'],
    ...['peux-tu créer l’application partenaire Pulsar', 'ajouter le partenaire Pulsar', 'create a partner Pulsar'],
    ...['créer un partenaire Pulsar contact@pulsar.example', 'créer un partenaire Dossier Facile'],
    ...['créer un partenaire Consultation Plus', 'nouvelle application partenaire : Pulsar'],
  ],
  // They resemble the others, and are not theirs.
  'create-dossier': ['créer un dossier', 'créer le dossier Partenaire Conseil code PC1'],
  'create-api-key': ['créer une clé d’API', 'nouvelle clé API'],
  'list-api-keys': ['clés d’API'],
  'invite-client': ['inviter un client', 'inviter Paul Partenaire paul@x.example'],
  'show-portfolio': ['portefeuille'],
  'import-dossiers': ['importer des dossiers'],
};

const NAMES: Record<string, string> = {
  'créer un partenaire Pulsar Notes de frais': 'Pulsar Notes de frais',
  'Bonjour, peux-tu créer l’application partenaire « Pulsar » ?': 'Pulsar',
  'nouveau partenaire : Éts Dupont & Fils.': 'Éts Dupont & Fils',
  'create a partner application called Pulsar': 'Pulsar',
  'ajouter un partenaire nommé Partenaire Paie': 'Partenaire Paie',
  'créer un partenaire': '',
  'les partenaires': '',
  '': '',
};

describe('A sentence about partner applications, among all the others', () => {
  for (const [name, sentences] of Object.entries(SENTENCES)) {
    for (const sentence of sentences) {
      it(`« ${sentence} » asks for ${name}`, () => {
        const found = findCommand(COMMANDS, sentence);
        expect('command' in found ? found.command.name : found.nearest.map((one) => one.name)).to.equal(name);
      });
    }
  }

  for (const [sentence, name] of Object.entries(NAMES)) {
    it(`« ${sentence} » names « ${name} »`, () => expect(readPartnerName(sentence)).to.equal(name));
  }

  it('of any length is read within a moment', () => {
    for (const piece of ['créer ', 'un partenaire ', 'partenaire', '« ', 'a ']) {
      readPartnerName(`créer un partenaire ${piece.repeat(5_000)}`);
      readPartnerName(piece.repeat(10_000));
    }
  }).timeout(5_000);
});
