import { expect } from 'chai';
import { Types } from 'mongoose';
import {
  checkDossierForm,
  type DossierFault,
  type DossierField,
  type DossierForm,
} from '../../../workflows/dossiers/check-dossier-form.ts';

const STAFF = [
  { _id: new Types.ObjectId(), displayName: 'Julien Lefèvre', email: 'julien@cabinet.example' },
  { _id: new Types.ObjectId(), displayName: 'Nadia Benali', email: 'nadia@cabinet.example' },
  { _id: new Types.ObjectId(), displayName: 'Nadia Roux' },
  { _id: new Types.ObjectId(), displayName: 'Claire Martin', email: 'claire1@cabinet.example' },
  { _id: new Types.ObjectId(), displayName: 'Claire Martin', email: 'claire2@cabinet.example' },
];
const GOOD: DossierForm = { raisonSociale: 'Boulangerie Martin', code: 'BM12', ape: '1071C' };
const FULL: DossierForm = {
  ...GOOD,
  ...{ siren: '732 829 320', nic: '00074', adresse: '12 rue du Four', codePostal: '44000', ville: 'Nantes' },
  ...{
    pays: 'France',
    dirigeantNom: 'Martin',
    dirigeantPrenom: 'Claire',
    dirigeantEmail: 'Claire@Boulangerie.example',
  },
  ...{ dirigeantMobile: '06 12 34 56 78', chefDeMission: 'Julien Lefèvre', invites: 'oui' },
};

const check = (form: DossierForm) => checkDossierForm(form, STAFF);
function readOf(form: DossierForm) {
  const checked = check(form);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.value;
}
function faultsOf(form: DossierForm) {
  const checked = check(form);
  return checked.ok ? {} : checked.faults;
}

const FAULTS: [DossierField, string, DossierFault][] = [
  ['raisonSociale', '', 'required'],
  ['raisonSociale', '  ', 'required'],
  ['raisonSociale', '« - »', 'required'],
  ['raisonSociale', 'x'.repeat(201), 'too-long'],
  ['raisonSociale', '<b>Martin</b>', 'characters'],
  ['code', '', 'required'],
  ['code', '--', 'code-invalid'],
  ['code', 'x'.repeat(41), 'too-long'],
  ['code', 'BM<12', 'characters'],
  ['siren', '12345678', 'siren-invalid'],
  ['siren', '732829321', 'siren-checksum'],
  ['siren', 'absent', 'siren-invalid'],
  ['siren', '000000000', 'siren-invalid'],
  ['nic', '123', 'nic-invalid'],
  ['nic', '00075', 'nic-checksum'],
  ['ape', '', 'ape-required'],
  ['ape', '70.22', 'ape-invalid'],
  ['ape', 'Z7022', 'ape-invalid'],
  ['adresse', 'x'.repeat(201), 'too-long'],
  ['codePostal', '4400', 'postcode-invalid'],
  ['codePostal', 'SW1A 1AA', 'postcode-invalid'],
  ['ville', 'x'.repeat(81), 'too-long'],
  ['pays', 'Syldavie', 'country-unknown'],
  ['dirigeantNom', '', 'dirigeant-nom-required'],
  ['dirigeantNom', 'x'.repeat(81), 'too-long'],
  ['dirigeantPrenom', '<Claire', 'characters'],
  ['dirigeantEmail', '', 'dirigeant-email-required'],
  ['dirigeantEmail', 'claire@', 'email-invalid'],
  ['dirigeantMobile', '12', 'phone-invalid'],
  ['chefDeMission', 'Paul Inconnu', 'staff-unknown'],
  ['chefDeMission', 'Nadia', 'staff-several'],
  ['chefDeMission', 'Claire Martin', 'staff-several'],
  ['maitre', 'Personne', 'staff-unknown'],
  ['invites', 'peut-être', 'invites-unreadable'],
];

describe('What is said of a company', () => {
  it('has every field of the form (domain 104), each in its one kept shape', () => {
    expect(readOf(FULL)).to.deep.equal({
      ...{ raisonSociale: 'Boulangerie Martin', code: 'BM12', siren: '732829320', nic: '00074', ape: '1071C' },
      ...{ adresse: '12 rue du Four', codePostal: '44000', ville: 'Nantes', pays: 'FR', invites: true },
      dirigeant: { nom: 'Martin', prenom: 'Claire', email: 'claire@boulangerie.example', mobile: '+33612345678' },
      chefDeMissionId: STAFF[0]!._id,
    });
  });

  it('needs the APE (domain 108), and of the rest only the name and the firm’s own code (domain 105, 109)', () => {
    expect(readOf(GOOD)).to.deep.equal({ ...GOOD, pays: 'FR', invites: false });
    expect(faultsOf({})).to.deep.equal({ raisonSociale: 'required', code: 'required', ape: 'ape-required' });
  });

  for (const [field, typed, fault] of FAULTS) {
    it(`says « ${fault} » of « ${typed.slice(0, 20)} » as ${field}, and of nothing else`, () => {
      expect(faultsOf({ ...FULL, [field]: typed })).to.deep.equal({ [field]: fault });
    });
  }

  it('says every fault at once', () => {
    const bad = Object.fromEntries(FAULTS.map(([field, typed]) => [field, typed]));
    expect(Object.keys(faultsOf({ ...bad, siren: '1' }))).to.have.length.greaterThan(10);
  });

  it('takes a SIREN as people write it, in groups of three (domain 106), and a NIC of five digits with it (domain 107)', () => {
    for (const siren of ['732829320', '732 829 320', '732\u00a0829\u202f320', '732.829.320', '732-829-320']) {
      expect(readOf({ ...GOOD, siren }).siren).to.equal('732829320');
    }
    expect(readOf({ ...GOOD, siren: '732829320', nic: '000 74' }).nic).to.equal('00074');
    expect(faultsOf({ ...GOOD, nic: '00074' })).to.deep.equal({ nic: 'nic-without-siren' });
    expect(faultsOf({ ...GOOD, siren: '1', nic: '00074' }), 'one fault is enough').to.deep.equal({
      siren: 'siren-invalid',
    });
  });

  it('fills SIREN and NIC from a SIRET typed in either field (domain 106, 107)', () => {
    const both = { siren: '732829320', nic: '00074' };
    expect(readOf({ ...GOOD, siren: '732 829 320 00074' })).to.deep.include(both);
    expect(readOf({ ...GOOD, nic: '73282932000074' })).to.deep.include(both);
    expect(readOf({ ...GOOD, siren: '73282932000074', nic: '00074' })).to.deep.include(both);
    expect(readOf({ ...GOOD, siren: '732829320', nic: '73282932000074' })).to.deep.include(both);
    expect(faultsOf({ ...GOOD, siren: '73282932000074', nic: '00082' })).to.deep.equal({ nic: 'siret-conflict' });
    expect(faultsOf({ ...GOOD, siren: '73282932000075' })).to.deep.equal({ siren: 'nic-checksum' });
  });

  it('takes an APE with or without its point, in either case (domain 108)', () => {
    for (const ape of ['7022Z', '70.22Z', '7022z', '70.22 z']) expect(readOf({ ...GOOD, ape }).ape).to.equal('7022Z');
  });

  it('is in France unless it says otherwise, and then follows that country’s postcodes', () => {
    expect(readOf({ ...GOOD, pays: 'Belgique', codePostal: '1000' })).to.include({ pays: 'BE', codePostal: '1000' });
    expect(readOf({ ...GOOD, pays: 'LU', codePostal: 'L-1009' })).to.include({ pays: 'LU', codePostal: 'L-1009' });
    expect(faultsOf({ ...GOOD, pays: 'Syldavie', codePostal: '12' })).to.deep.equal({ pays: 'country-unknown' });
  });

  it('names as responsable portefeuille somebody who is a collaborateur already, or nobody yet (domain 13, 14)', () => {
    const julien = STAFF[0]!._id;
    for (const typed of ['Julien Lefèvre', 'LEFEVRE Julien', 'julien@cabinet.example', 'lefèvre', String(julien)]) {
      expect(readOf({ ...GOOD, chefDeMission: typed }).chefDeMissionId, typed).to.equal(julien);
    }
    expect(readOf(GOOD).chefDeMissionId).to.equal(undefined);
    expect(readOf({ ...GOOD, chefDeMission: 'claire2@cabinet.example' }).chefDeMissionId).to.equal(STAFF[4]!._id);
  });

  it('invites only a dirigeant who is there to be invited (domain 15, 110)', () => {
    for (const yes of ['true', 'oui', 'OUI', 'x', '1', 'Vrai', '✓'])
      expect(readOf({ ...FULL, invites: yes }).invites).to.equal(true);
    for (const no of ['', 'false', 'non', '0', 'N']) expect(readOf({ ...FULL, invites: no }).invites).to.equal(false);
    expect(faultsOf({ ...GOOD, invites: 'oui' })).to.deep.equal({ invites: 'invites-nobody' });
    const half = { ...GOOD, invites: 'oui', dirigeantEmail: 'x@y.example' };
    expect(faultsOf(half)).to.deep.equal({ dirigeantNom: 'dirigeant-nom-required' });
  });
});
