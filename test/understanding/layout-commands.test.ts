import { expect } from 'chai';
import { COMMANDS } from '../../bot/commands/index.ts';
import { findCommand } from '../../bot/understanding/find-command.ts';
import { readLayoutSentence } from '../../bot/understanding/read-layout-sentence.ts';

const SENTENCES: Record<string, string[]> = {
  'list-layouts': [
    ...['colonnes', 'Colonnes !', 'les colonnes', 'colonnes à confirmer', 'colonnes a confirmer', 'Colonnes de Pulsar'],
    ...['voir les colonnes de Pulsar Notes de frais', 'colonnes du partenaire Pulsar', 'confirmer les colonnes'],
    ...['colonnes à confirmer de Pulsar', 'columns', 'columns to confirm', 'columns of Pulsar', 'colonnes d’Orion'],
    ...['colonnes de Martin Consultation', 'colonnes de Dossier Facile', 'correspondance des colonnes'],
  ],
  // They resemble it, and are not.
  'list-partners': ['partenaires', 'applications partenaires'],
  'show-portfolio': ['portefeuille'],
  'import-dossiers': ['importer des dossiers'],
};

const READ: Record<string, ReturnType<typeof readLayoutSentence>> = {
  colonnes: { isToConfirm: false },
  'les colonnes ?': { isToConfirm: false },
  'Colonnes à confirmer': { isToConfirm: true },
  'columns to confirm': { isToConfirm: true },
  'colonnes de Pulsar': { isToConfirm: false, partner: 'Pulsar' },
  'voir les colonnes de « Pulsar Notes de frais »': { isToConfirm: false, partner: 'Pulsar Notes de frais' },
  'colonnes à confirmer pour rien': undefined,
  'colonnes à confirmer de l’application partenaire Orion': { isToConfirm: true, partner: 'Orion' },
  'colonnes du partenaire Écho & Fils.': { isToConfirm: false, partner: 'Écho & Fils' },
  'colonnes d’Orion': { isToConfirm: false, partner: 'Orion' },
  'columns of the Pulsar': { isToConfirm: false, partner: 'Pulsar' },
  'colonnes des fichiers partenaires': { isToConfirm: false },
  'colonnes antiques': undefined,
  'inviter Paul Colonnes paul@x.example': undefined,
  '': undefined,
};

describe('A sentence about the columns of partners, among all the others', () => {
  for (const [name, sentences] of Object.entries(SENTENCES)) {
    for (const sentence of sentences) {
      it(`« ${sentence} » asks for ${name}`, () => {
        const found = findCommand(COMMANDS, sentence);
        expect('command' in found && found.command.name).to.equal(name);
      });
    }
  }

  for (const [sentence, expected] of Object.entries(READ)) {
    it(`« ${sentence} » is read as ${JSON.stringify(expected)}`, () => {
      expect(readLayoutSentence(sentence)).to.deep.equal(expected);
    });
  }

  it('is read quickly, however odd it is', function () {
    this.timeout(5_000);
    for (const part of ['colonnes de ', 'de la ', ' ', 'voir les ']) readLayoutSentence(`colonnes ${part.repeat(700)}`);
  });
});
