import { expect } from 'chai';
import fc from 'fast-check';
import { type InvitationSentence, readInvitationSentence } from '../../bot/understanding/read-invitation-sentence.ts';

const CLAIRE = { prenom: 'Claire', nom: 'Martin', email: 'claire@boulangerie.example' };
const AT = 'claire@boulangerie.example';

/** Real sentences: in a hurry, polite, without accents, in any order. */
const SENTENCES: [sentence: string, meaning: InvitationSentence][] = [
  // Nothing said but the wish.
  ['inviter un client', {}],
  ['Inviter un client', {}],
  ['invite un client stp', {}],
  ['Bonjour, je voudrais inviter un client s’il vous plaît', {}],
  ['bonjour pouvez vous inviter un client svp ?', {}],
  ['nouvelle invitation', {}],
  ['Il faut ajouter un interlocuteur', {}],
  ['je dois inviter quelqu’un', {}],

  // All in one.
  [`inviter Claire Martin ${AT} sur TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`Inviter Claire Martin, ${AT}, sur TEST1.`, { ...CLAIRE, dossier: 'TEST1' }],
  [`invite claire martin ${AT} sur test1`, { ...CLAIRE, dossier: 'test1' }],
  [`inviter Claire Martin <${AT}> sur TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`inviter Claire Martin (${AT}) sur le dossier TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`Peux-tu inviter Claire Martin ${AT} sur TEST1 ? Merci`, { ...CLAIRE, dossier: 'TEST1' }],
  [`Pourriez-vous inviter Mme Claire Martin (${AT}) pour le dossier TEST1, merci`, { ...CLAIRE, dossier: 'TEST1' }],
  [`merci d'inviter Claire Martin ${AT} dans TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`Bonjour, invite Claire Martin à l'adresse ${AT} sur TEST1 stp`, { ...CLAIRE, dossier: 'TEST1' }],
  [`Veuillez inviter madame Claire Martin, adresse mail ${AT}, dossier TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`ajoute Claire Martin ${AT} au dossier TEST1`, { ...CLAIRE, dossier: 'TEST1' }],

  // The dossier first, or the address first.
  [`inviter sur TEST1 Claire Martin ${AT}`, { ...CLAIRE, dossier: 'TEST1' }],
  [`sur TEST1 inviter Claire Martin ${AT}`, { ...CLAIRE, dossier: 'TEST1' }],
  [`dossier TEST1 : inviter Claire Martin ${AT}`, { ...CLAIRE, dossier: 'TEST1' }],
  [`inviter ${AT} Claire Martin sur TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`inviter Claire Martin sur TEST1 ${AT}`, { ...CLAIRE, dossier: 'TEST1' }],
  [`inviter Claire Martin sur TEST1 avec ${AT}`, { ...CLAIRE, dossier: 'TEST1' }],
  [`inviter Claire Martin ${AT} TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`${AT} sur TEST1`, { email: AT, dossier: 'TEST1' }],
  [AT, { email: AT }],
  [`inviter ${AT}`, { email: AT }],
  ['inviter Claire Martin', { prenom: 'Claire', nom: 'Martin' }],
  ['inviter Claire Martin sur TEST1', { prenom: 'Claire', nom: 'Martin', dossier: 'TEST1' }],
  ['inviter Martin', { nom: 'Martin' }],
  ['inviter un client sur TEST1', { dossier: 'TEST1' }],
  ['inviter un client pour le dossier Boulangerie Martin', { dossier: 'Boulangerie Martin' }],

  // Names of many kinds.
  [`inviter MARTIN Claire ${AT}`, { prenom: 'Claire', nom: 'MARTIN', email: AT }],
  [`inviter Claire MARTIN ${AT}`, { prenom: 'Claire', nom: 'MARTIN', email: AT }],
  [`inviter Jean-Pierre Le Guen ${AT}`, { prenom: 'Jean-Pierre', nom: 'Le Guen', email: AT }],
  [`inviter zoé lefèvre ${AT}`, { prenom: 'Zoé', nom: 'Lefèvre', email: AT }],
  [`inviter Siobhan O'Brien ${AT}`, { prenom: 'Siobhan', nom: "O'Brien", email: AT }],
  [`inviter M. Dupont ${AT}`, { nom: 'Dupont', email: AT }],
  [`inviter Mr Paul Dupont ${AT}`, { prenom: 'Paul', nom: 'Dupont', email: AT }],

  // Addresses and numbers of many kinds.
  [
    "inviter Siobhan O'Brien o'brien+compta@x.example",
    { prenom: 'Siobhan', nom: "O'Brien", email: "o'brien+compta@x.example" },
  ],
  ['inviter Claire Martin Claire@Boulangerie.Example', { ...CLAIRE, email: 'Claire@Boulangerie.Example' }],
  [`inviter Claire Martin ${AT} 06 12 34 56 78 sur TEST1`, { ...CLAIRE, mobile: '06 12 34 56 78', dossier: 'TEST1' }],
  [`inviter Claire Martin, +33 6 12 34 56 78, ${AT}`, { ...CLAIRE, mobile: '+33 6 12 34 56 78' }],
  [`inviter Claire Martin ${AT} +373 69 123 456`, { ...CLAIRE, mobile: '+373 69 123 456' }],

  // Dossiers of many kinds.
  [`inviter Claire Martin ${AT} sur Boulangerie Martin`, { ...CLAIRE, dossier: 'Boulangerie Martin' }],
  [`inviter Claire Martin ${AT} sur DUPONT-IMMO`, { ...CLAIRE, dossier: 'DUPONT-IMMO' }],
  [`inviter Claire Martin ${AT} pour L'Atelier de Zoé`, { ...CLAIRE, dossier: "L'Atelier de Zoé" }],
  [`inviter Claire Martin ${AT} sur le dossier « Fleurs Delmas »`, { ...CLAIRE, dossier: 'Fleurs Delmas' }],

  // English.
  [`please invite Claire Martin ${AT} to TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
  [`add a guest named Claire Martin ${AT} on the file TEST1`, { ...CLAIRE, dossier: 'TEST1' }],
];

describe('An invitation in one sentence', () => {
  for (const [sentence, meaning] of SENTENCES) {
    it(`« ${sentence} »`, () => expect(readInvitationSentence(sentence)).to.deep.equal(meaning));
  }

  it('is read the same without its accents', () => {
    const accented = `Pourriez-vous inviter Mme Zoé Lefèvre à l'adresse ${AT} pour le dossier Océane`;
    const plain = accented.normalize('NFD').replace(/\p{M}/gu, '');
    expect(readInvitationSentence(plain)).to.deep.equal({
      prenom: 'Zoe',
      nom: 'Lefevre',
      email: AT,
      dossier: 'Oceane',
    });
  });

  it('is read the same on several lines', () => {
    expect(readInvitationSentence(`inviter\nClaire Martin\n${AT}\nsur TEST1`)).to.deep.equal({
      ...CLAIRE,
      dossier: 'TEST1',
    });
  });

  it('gives what was typed and invents nothing, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        const { email, mobile, dossier } = readInvitationSentence(text);
        for (const part of [email, mobile]) if (part) expect(text).to.include(part);
        if (dossier) for (const word of dossier.split(' ')) expect(text).to.include(word);
      }),
      { numRuns: 500 },
    );
  });

  it('never fails, and takes no time, however long the text', () => {
    for (const piece of ['a@', 'sur ', 'dossier ', '0 ', '+33', "l'", 'inviter ', '@']) {
      const startedAt = performance.now();
      readInvitationSentence(piece.repeat(3_000));
      expect(performance.now() - startedAt, piece).to.be.below(500);
    }
  });
});
