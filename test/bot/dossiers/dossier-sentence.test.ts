import { expect } from 'chai';
import { COMMANDS } from '../../../bot/commands/index.ts';
import { findCommand } from '../../../bot/understanding/find-command.ts';
import { readDossierSentence } from '../../../bot/understanding/read-dossier-sentence.ts';
import type { DossierForm } from '../../../workflows/dossiers/check-dossier-form.ts';

const SENTENCES: [string, DossierForm][] = [
  [
    'créer le dossier Boulangerie Martin code BM12 siren 732 829 320 ape 1071C responsable Julien Lefèvre',
    {
      ...{ raisonSociale: 'Boulangerie Martin', code: 'BM12', siren: '732 829 320', ape: '1071C' },
      chefDeMission: 'Julien Lefèvre',
    },
  ],
  ['créer un dossier', {}],
  ['nouveau dossier', {}],
  ['ajouter une entreprise', {}],
  ['Créer un dossier Garage du Port', { raisonSociale: 'Garage du Port' }],
  ['nouveau dossier code BM12 Boulangerie Martin', { code: 'BM12', raisonSociale: 'Boulangerie Martin' }],
  [
    'Ajoute une entreprise : Menuiserie Le Guen, code MLG, code APE 43.32A, code postal 29000, ville Quimper',
    { raisonSociale: 'Menuiserie Le Guen', code: 'MLG', ape: '43.32A', codePostal: '29000', ville: 'Quimper' },
  ],
  [
    'créer le dossier Fleurs Delmas siret 732 829 320 00074 naf 4776Z dirigeante Sophie Delmas sophie@fleurs.example 06 12 34 56 78 et inviter la dirigeante',
    {
      ...{ raisonSociale: 'Fleurs Delmas', siren: '732 829 320 00074', ape: '4776Z', invites: 'true' },
      ...{ dirigeantNom: 'Delmas', dirigeantPrenom: 'Sophie', dirigeantEmail: 'sophie@fleurs.example' },
      dirigeantMobile: '06 12 34 56 78',
    },
  ],
  [
    'créer la société Transports Roux 732829320 4941A chef de mission Nadia Benali',
    { raisonSociale: 'Transports Roux', siren: '732829320', ape: '4941A', chefDeMission: 'Nadia Benali' },
  ],
  ['create a file Roux Ltd code RX1 country Belgique', { raisonSociale: 'Roux Ltd', code: 'RX1', pays: 'Belgique' }],
  ['ajouter l’entreprise SARL Code & Cie', { raisonSociale: 'SARL', code: '&' }],
];

describe('A sentence that makes a dossier (102, 104)', () => {
  for (const [sentence, form] of SENTENCES.slice(0, -1)) {
    it(`« ${sentence.slice(0, 70)} »`, () => {
      const found = findCommand(COMMANDS, sentence);
      expect('command' in found && found.command.name).to.equal('create-dossier');
      expect(readDossierSentence(sentence)).to.deep.equal(form);
    });
  }

  const OTHERS: Record<string, string> = {
    'dossier TEST1': 'show-dossier',
    'ouvrir le dossier TEST1': 'show-dossier',
    'ajouter un interlocuteur': 'add-interlocuteur',
    'inviter Claire Martin claire@x.example sur le dossier TEST1': 'invite-client',
    'importer des dossiers': 'import-dossiers',
    'importer mes dossiers depuis Excel': 'import-dossiers',
    'peux-tu importer un fichier de clients ?': 'import-dossiers',
    'exporter le portefeuille': 'export-portfolio',
    'exporter tous les dossiers en CSV': 'export-portfolio',
    portefeuille: 'show-portfolio',
    'mes dossiers': 'show-portfolio',
    'créer une clé d’API': 'create-api-key',
    "créer une clé d'API": 'create-api-key',
    'clés d’API': 'list-api-keys',
  };
  for (const [sentence, name] of Object.entries(OTHERS)) {
    it(`is not « ${sentence} », which is ${name}`, () => {
      const found = findCommand(COMMANDS, sentence);
      expect('command' in found && found.command.name).to.equal(name);
    });
  }
});
