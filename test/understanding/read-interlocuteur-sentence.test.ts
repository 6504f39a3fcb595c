import { expect } from 'chai';
import { asksToAdd, readInterlocuteurSentence } from '../../bot/understanding/read-interlocuteur-sentence.ts';
import { readPersonSentence } from '../../bot/understanding/read-person-sentence.ts';

const PAUL = { prenom: 'Paul', nom: 'Petit' };
const AT = { ...PAUL, email: 'paul@x.example' };

const ADDITIONS: [string, Record<string, string>][] = [
  ['ajouter un interlocuteur', {}],
  ['Ajouter un interlocuteur.', {}],
  ['nouvel interlocuteur', {}],
  ['add a contact', {}],
  [
    'ajouter l’interlocuteur Paul Petit paul@x.example 06 12 34 56 78 sur TEST1 et FLEURS, administratif',
    { ...AT, mobile: '06 12 34 56 78', dossiers: 'TEST1, FLEURS', qualite: 'administratif-tpe' },
  ],
  ["ajouter l'interlocuteur Paul Petit", PAUL],
  ['Peux-tu ajouter l’interlocutrice Mme Claire MARTIN ?', { prenom: 'Claire', nom: 'MARTIN' }],
  ['créer l’interlocuteur Paul Petit paul@x.example', AT],
  ['ajouter l’interlocuteur Paul Petit, gérant, sur TEST1', { ...PAUL, role: 'gérant', dossiers: 'TEST1' }],
  ['ajouter l’interlocuteur Paul Petit (DAF) sur le dossier TEST1B', { ...PAUL, role: 'DAF', dossiers: 'TEST1B' }],
  [
    'ajouter l’interlocuteur Paul Petit sur TEST1 administratif',
    { ...PAUL, dossiers: 'TEST1', qualite: 'administratif-tpe' },
  ],
  ['ajouter l’interlocuteur Paul Petit, comptable', { ...PAUL, role: 'comptable' }],
  ['ajouter l’interlocuteur Paul Petit en tant que vigie sur TEST1', { ...PAUL, role: 'vigie', dossiers: 'TEST1' }],
  ['ajouter l’interlocuteur Paul Petit, rôle Chef d’entreprise 1.0', { ...PAUL, role: 'Chef d’entreprise 1.0' }],
  ['ajouter l’interlocuteur Paul Petit sur TEST1, TEST12 et test1b', { ...PAUL, dossiers: 'TEST1, TEST12, test1b' }],
  ['ajouter l’interlocuteur Paul Petit sur les dossiers TEST1 et fleurs', { ...PAUL, dossiers: 'TEST1, fleurs' }],
  ['ajouter l’interlocuteur Paul Petit sur TEST1 paul@x.example', { ...AT, dossiers: 'TEST1' }],
  ['ajouter l’interlocuteur Paul Petit pour Boulangerie Martin', { ...PAUL, dossiers: 'Boulangerie Martin' }],
  ['ajouter l’interlocuteur Paul Petit paul@x.example +373 69 123 456', { ...AT, mobile: '+373 69 123 456' }],
  [
    'ajouter l’interlocuteur Paul Petit paul@x.example 06 12 34 56 78 fixe 02 40 12 34 56',
    { ...AT, mobile: '06 12 34 56 78', fixe: '02 40 12 34 56' },
  ],
  ['ajouter le contact Paul Petit sur TEST1', { ...PAUL, dossiers: 'TEST1' }],
];

const NOT_ADDITIONS = [
  ...[
    'ajouter un client',
    'ajouter un invité',
    'inviter Paul Petit',
    'Merci d’ajouter claire@x.example au dossier TEST1',
  ],
  ...['interlocuteurs', 'interlocuteurs de TEST1', 'modifier l’interlocuteur Paul', 'supprimer un interlocuteur', ''],
];

const PEOPLE: [string, ReturnType<typeof readPersonSentence>][] = [
  ['modifier l’interlocuteur Claire Martin', { demand: 'modify', person: 'claire martin' }],
  ['Modifie la fiche de Claire Martin', { demand: 'modify', person: 'claire martin' }],
  ['peux-tu modifier l’interlocutrice claire@x.example ?', { demand: 'modify', person: 'claire@x.example' }],
  ['désactiver Claire Martin', { demand: 'deactivate', person: 'claire martin' }],
  ['désactiver l’interlocuteur Claire Martin', { demand: 'deactivate', person: 'claire martin' }],
  ['Désactivez Mme Le Guen', { demand: 'deactivate', person: 'le guen' }],
  ['réactiver Claire Martin', { demand: 'reactivate', person: 'claire martin' }],
  ['supprimer l’interlocuteur Claire Martin', { demand: 'remove', person: 'claire martin' }],
  ['supprimer la fiche de Claire Martin', { demand: 'remove', person: 'claire martin' }],
  ['lier Claire Martin à FLEURS2', { demand: 'link', person: 'claire martin', dossiers: 'fleurs2' }],
  [
    'lier l’interlocuteur Claire Martin aux dossiers TEST1, FLEURS',
    { demand: 'link', person: 'claire martin', dossiers: 'test1, fleurs' },
  ],
  [
    'rattacher claire@x.example à TEST1 et FLEURS',
    { demand: 'link', person: 'claire@x.example', dossiers: 'test1 et fleurs' },
  ],
  ['link Claire Martin to TEST1', { demand: 'link', person: 'claire martin', dossiers: 'test1' }],
  ['lier Claire Martin', { demand: 'link', person: 'claire martin' }],
  ['fiche de Claire Martin', { demand: 'view', person: 'claire martin' }],
  ['la fiche d’Élodie Durand', { demand: 'view', person: 'elodie durand' }],
  ['voir la fiche de l’interlocuteur Claire Martin', { demand: 'view', person: 'claire martin' }],
  ['interlocuteur Claire Martin', { demand: 'view', person: 'claire martin' }],
  ['record of Claire Martin', { demand: 'view', person: 'claire martin' }],
  ['modifier un interlocuteur', { demand: 'modify', person: '' }],
  ['désactiver un interlocuteur', { demand: 'deactivate', person: '' }],
];

const NOT_ABOUT_SOMEBODY = [
  ...['désactiver l’offre Start sur TEST1', 'supprimer une invitation', 'supprimer le dossier TEST1', 'interlocuteurs'],
  ...['interlocuteurs de TEST1', 'voir les interlocuteurs', 'liste des contacts', 'bonjour', '', 'aide', 'réactivité'],
  ...['lierre grimpant', 'retirer l’accès de Claire', 'les fiches de paie', 'relier le compte bancaire à TEST1'],
];

describe('A sentence that puts an interlocuteur on record', () => {
  for (const [sentence, said] of ADDITIONS) {
    it(`« ${sentence} » is understood part by part (domain 65, 66)`, () => {
      expect(asksToAdd(sentence)).to.equal(true);
      expect(readInterlocuteurSentence(sentence)).to.deep.equal(said);
    });
  }

  for (const sentence of NOT_ADDITIONS) {
    it(`« ${sentence} » is something else`, () => expect(asksToAdd(sentence)).to.equal(false));
  }
});

describe('A sentence about somebody on record', () => {
  for (const [sentence, said] of PEOPLE) {
    it(`« ${sentence} » says what is asked and who is meant`, () => {
      expect(readPersonSentence(sentence)).to.deep.equal(said);
    });
  }

  for (const sentence of NOT_ABOUT_SOMEBODY) {
    it(`« ${sentence} » is about something else`, () => expect(readPersonSentence(sentence)).to.equal(undefined));
  }

  it('is read in no time, however long', () => {
    for (const piece of [
      'lier a ',
      'fiche de ',
      'ajouter ',
      'interlocuteur ',
      'sur TEST1 et ',
      ', ',
      '(',
      'x@',
      '06 12 ',
    ]) {
      const startedAt = performance.now();
      const endless = piece.repeat(2_000).slice(0, 2_000);
      readPersonSentence(endless);
      asksToAdd(endless);
      readInterlocuteurSentence(`ajouter l’interlocuteur ${endless}`);
      expect(performance.now() - startedAt, piece).to.be.below(300);
    }
  });
});
