import { expect } from 'chai';
import { nameParts, readLine } from '../../../workflows/portfolio-imports/read-line.ts';
import { type ImportField, recogniseColumns } from '../../../workflows/portfolio-imports/recognise-columns.ts';

/** Headings as other software and people write them, with the field that each is. */
const USUAL: [string, ImportField][] = [
  ['Code dossier', 'code'],
  ['N° dossier', 'code'],
  ['N°dossier', 'code'],
  ['n° de dossier', 'code'],
  ['NUMERO_DOSSIER', 'code'],
  ['Code client', 'code'],
  ['Raison sociale', 'raisonSociale'],
  ['RAISON SOCIALE *', 'raisonSociale'],
  ['Nom', 'raisonSociale'],
  ['Dénomination', 'raisonSociale'],
  ['Entreprise', 'raisonSociale'],
  ['SIREN', 'siren'],
  ['N° SIREN', 'siren'],
  ['Siret', 'siren'],
  ['NIC', 'nic'],
  ['Code APE', 'ape'],
  ['NAF', 'ape'],
  ['Code NAF/APE', 'ape'],
  ['Code APE (obligatoire)', 'ape'],
  ['Adresse', 'adresse'],
  ['CP', 'codePostal'],
  ['C.P.', 'codePostal'],
  ['code_postal', 'codePostal'],
  ['Ville', 'ville'],
  ['Commune', 'ville'],
  ['Pays', 'pays'],
  ['Dirigeant', 'dirigeant'],
  ['Gérant', 'dirigeant'],
  ['Nom du contact', 'dirigeantNom'],
  ['Prénom', 'dirigeantPrenom'],
  ['E-mail', 'dirigeantEmail'],
  ['Email', 'dirigeantEmail'],
  ['Courriel', 'dirigeantEmail'],
  ['Téléphone', 'dirigeantMobile'],
  ['Tél.', 'dirigeantMobile'],
  ['Portable', 'dirigeantMobile'],
  ['Responsable portefeuille', 'chefDeMission'],
  ['Chef de mission', 'chefDeMission'],
  ['Maître du dossier', 'maitre'],
  ['Envoyer l’invitation', 'invites'],
  ["Envoyer l'invitation au dirigeant", 'invites'],
  ['Company name', 'raisonSociale'],
  ['File code', 'code'],
];

describe('The columns of a file of companies (103, 104)', () => {
  for (const [heading, field] of USUAL) {
    it(`are found by « ${heading} »`, () => {
      expect(recogniseColumns([heading]).at).to.deep.equal({ [field]: 0 });
    });
  }

  it('may stand in any order; unknown ones are named, empty ones are nothing', () => {
    const { at, unknown, missing } = recogniseColumns([
      'Ville',
      '',
      'Code APE',
      'Chiffre d’affaires',
      'Nom',
      'N° dossier',
    ]);
    expect(at).to.deep.equal({ ville: 0, ape: 2, raisonSociale: 4, code: 5 });
    expect(unknown).to.deep.equal(['Chiffre d’affaires']);
    expect(missing).to.deep.equal([]);
  });

  it('that are needed and not there are all named (domain 105, 108)', () => {
    expect(recogniseColumns(['Ville', 'SIREN']).missing).to.deep.equal(['code', 'raisonSociale', 'ape']);
  });

  it('mean something else beside another one: Nom beside Raison sociale, SIRET beside SIREN', () => {
    for (const header of [
      ['Raison sociale', 'Nom', 'Prénom'],
      ['Nom', 'Prénom', 'Raison sociale'],
    ]) {
      const { at } = recogniseColumns(header);
      expect(at.dirigeantNom).to.equal(header.indexOf('Nom'));
      expect(at.raisonSociale).to.equal(header.indexOf('Raison sociale'));
    }
    expect(recogniseColumns(['SIRET', 'SIREN']).at).to.deep.equal({ nic: 0, siren: 1 });
    expect(recogniseColumns(['SIRET']).at).to.deep.equal({ siren: 0 });
  });

  it('said twice are read once, and the second is named', () => {
    expect(recogniseColumns(['Ville', 'Commune'])).to.deep.include({ at: { ville: 0 }, unknown: ['Commune'] });
  });
});

describe('The cells of a line', () => {
  const columns = recogniseColumns(['Code', 'Nom', 'SIREN', 'NIC', 'CP', 'Tél', 'Pays']);
  const read = (cells: string[], numbers: boolean) =>
    readLine({ line: 2, cells, isNumber: cells.map(() => numbers) }, columns, 7).form;

  it('get back the zeros that Excel took from a number, and keep what is text as it is', () => {
    const short = ['007', 'Test', '12345678', '74', '1000', '612345678', ''];
    expect(read(short, true)).to.include({
      ...{ siren: '012345678', nic: '00074', codePostal: '01000', dirigeantMobile: '0612345678', code: '007' },
    });
    expect(read(short, false)).to.include({
      siren: '12345678',
      nic: '74',
      codePostal: '1000',
      dirigeantMobile: '612345678',
    });
    expect(read(['1', 'T', '1234567800012'], true).siren).to.equal('01234567800012');
  });

  it('of another country keep their postcode', () => {
    expect(read(['1', 'T', '', '', '1000', '', 'Belgique'], true).codePostal).to.equal('1000');
    expect(read(['1', 'T', '', '', '1000', '', 'FRANCE'], true).codePostal).to.equal('01000');
  });

  it('that hold a spreadsheet’s error or a shortened number are told', () => {
    const { faults, form } = readLine({ line: 2, cells: ['#N/A', '#REF!', '7,32829E+13', 'Err:502'] }, columns, 7);
    expect(faults).to.deep.equal({
      ...{ code: 'cell-error', raisonSociale: 'cell-error', siren: 'number-scientific', nic: 'cell-error' },
    });
    expect(form).to.deep.equal({});
  });

  it('with a whole name are taken apart', () => {
    expect(nameParts('Claire MARTIN')).to.deep.equal({ dirigeantNom: 'MARTIN', dirigeantPrenom: 'Claire' });
    expect(nameParts('MARTIN Claire')).to.deep.equal({ dirigeantNom: 'MARTIN', dirigeantPrenom: 'Claire' });
    expect(nameParts('Mme Claire de La Tour')).to.deep.equal({ dirigeantNom: 'de La Tour', dirigeantPrenom: 'Claire' });
    expect(nameParts('Martin')).to.deep.equal({ dirigeantNom: 'Martin' });
  });
});
