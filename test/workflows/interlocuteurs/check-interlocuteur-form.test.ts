import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkInterlocuteurForm,
  FORM_FIELDS,
  type InterlocuteurFault,
  type InterlocuteurField,
  type InterlocuteurForm,
  interlocuteurEntriesSchema,
  isComplete,
} from '../../../workflows/interlocuteurs/check-interlocuteur-form.ts';

const GOOD: InterlocuteurForm = { nom: 'Martin', email: 'claire@boulangerie.example', qualite: 'direction-tpe' };

/** Field, what is typed in it, and why it is refused. */
const FAULTS: [InterlocuteurField, string, InterlocuteurFault][] = [
  ['nom', '', 'required'],
  ['nom', '  ', 'required'],
  ['nom', 'x'.repeat(81), 'too-long'],
  ['nom', '<b>', 'characters'],
  ['prenom', 'x'.repeat(81), 'too-long'],
  ['prenom', 'Cla\nire', 'characters'],
  ['email', '', 'required'],
  ['email', 'claire', 'email-invalid'],
  ['email', 'claire@boulangerie', 'email-invalid'],
  ['qualite', '', 'required'],
  ['qualite', 'chef', 'qualite-invalid'],
  ['mobile', '12', 'phone-invalid'],
  ['mobile', '06 12 34 56', 'phone-invalid'],
  ['mobile', '+373 6', 'phone-invalid'],
  ['fixe', 'demain', 'phone-invalid'],
  ['role', 'x'.repeat(81), 'too-long'],
  ['role', '<Chef>', 'characters'],
  ['adresse1', 'x'.repeat(121), 'too-long'],
  ['adresse2', '>', 'characters'],
  ['adresse3', '\u0000', 'characters'],
  ['commune', 'x'.repeat(81), 'too-long'],
  ['codePostal', '4400', 'postcode-invalid'],
  ['codePostal', '44 00O', 'postcode-invalid'],
  ['pays', 'Atlantide', 'country-unknown'],
  ['notes', 'x'.repeat(1_001), 'too-long'],
];

describe('The form of an interlocuteur', () => {
  it('asks for the name, the address and a role, and for nothing else (domain 52)', () => {
    expect(checkInterlocuteurForm({}).faults).to.deep.equal({
      nom: 'required',
      email: 'required',
      qualite: 'required',
    });
    expect(isComplete(checkInterlocuteurForm(GOOD))).to.equal(true);
  });

  it('bears that nobody gives a mobile, whatever one of the two versions says (domain 52, 54, 249)', () => {
    expect(checkInterlocuteurForm({ ...GOOD, mobile: '' }).value.mobile).to.equal(undefined);
  });

  it('bears that a first name is missing (domain 56)', () => {
    expect(checkInterlocuteurForm({ ...GOOD, prenom: ' ' }).value.prenom).to.equal(undefined);
  });

  it('takes foreign numbers, on both lines, and keeps them as E.164 (domain 54)', () => {
    const { value, faults } = checkInterlocuteurForm({ ...GOOD, mobile: '+373 69 123 456', fixe: '02 40 12 34 56' });
    expect(faults).to.deep.equal({});
    expect(value).to.include({ mobile: '+37369123456', fixe: '+33240123456' });
  });

  it('has every field of « Général », the three switches among them (domain 11, 42, 51)', () => {
    const all: InterlocuteurForm = {
      ...GOOD,
      ...{ prenom: ' Claire ', mobile: '06 12 34 56 78', fixe: '+33 (0)2 40 12 34 56', role: 'Chef d’entreprise 1.0' },
      ...{ adresse1: '12 rue du Four', adresse2: 'Bâtiment B', adresse3: 'Cedex 3', commune: 'Nantes' },
      ...{
        codePostal: '44 000',
        pays: 'france',
        notes: 'Préfère\r\nle matin',
        accesSocial: 'true',
        comptePersonnel: 'true',
      },
    };
    const { value, faults } = checkInterlocuteurForm(all);
    expect(faults).to.deep.equal({});
    expect(value).to.deep.equal({
      ...{ nom: 'Martin', prenom: 'Claire', email: 'claire@boulangerie.example', qualite: 'direction-tpe' },
      ...{ roleOrganisationnel: 'Chef d’entreprise 1.0', mobile: '+33612345678', fixe: '+33240123456' },
      ...{ adresse1: '12 rue du Four', adresse2: 'Bâtiment B', adresse3: 'Cedex 3', commune: 'Nantes' },
      ...{ codePostal: '44000', pays: 'FR', notes: 'Préfère\nle matin' },
      ...{ accesSocial: true, comptePersonnelMicrosoft: true },
    });
  });

  it('reads the postcode as the country has it', () => {
    expect(checkInterlocuteurForm({ ...GOOD, codePostal: 'sw1a 1aa', pays: 'Royaume-Uni' }).value).to.include({
      codePostal: 'SW1A 1AA',
      pays: 'GB',
    });
  });

  it('takes a role’s label in place of a Qualité, as the other version has it (domain 10, 53, 247)', () => {
    const form = { ...GOOD, qualite: '' };
    expect(checkInterlocuteurForm({ ...form, role: 'Chef d’entreprise 1.0' }).value).to.include({
      qualite: 'direction-tpe',
      roleOrganisationnel: 'Chef d’entreprise 1.0',
    });
    const unknown = checkInterlocuteurForm({ ...form, role: 'Vigie' });
    expect(isComplete(unknown)).to.equal(true);
    expect(unknown.value).to.include({ qualite: 'administratif-tpe', roleOrganisationnel: 'Vigie' });
    expect(unknown.isRoleKnown).to.equal(false);
  });

  it('lets the Qualité that was chosen stand above what the label would give (domain 6)', () => {
    const { value, isRoleKnown } = checkInterlocuteurForm({ ...GOOD, qualite: 'administratif-tpe', role: 'Gérant' });
    expect(value).to.include({ qualite: 'administratif-tpe', roleOrganisationnel: 'Gérant' });
    expect(isRoleKnown).to.equal(true);
  });

  for (const [field, typed, fault] of FAULTS) {
    it(`refuses ${JSON.stringify(typed.slice(0, 20))} in ${field} as ${fault}, and nothing else`, () => {
      const checked = checkInterlocuteurForm({ ...GOOD, [field]: typed });
      expect(checked.faults).to.deep.equal({ [field]: fault });
      expect(isComplete(checked)).to.equal(false);
    });
  }

  it('shows every fault at once, and still gives what is right', () => {
    const { faults, value } = checkInterlocuteurForm({
      ...{ nom: '<', prenom: 'Claire', email: 'x', qualite: 'x', mobile: '1', fixe: '2' },
      ...{ adresse1: '<', codePostal: 'x', pays: 'x', notes: 'x'.repeat(1_001) },
    });
    expect(Object.keys(faults)).to.have.members([
      ...['nom', 'email', 'qualite', 'mobile', 'fixe', 'adresse1', 'codePostal', 'pays', 'notes'],
    ]);
    expect(value).to.include({ prenom: 'Claire' });
  });

  it('never throws, and never lets markup or control characters through to a name', () => {
    const field = fc.string({ unit: 'binary', maxLength: 40 });
    const form = fc.record(Object.fromEntries(FORM_FIELDS.map((name) => [name, field])));
    fc.assert(
      fc.property(form, (typed) => {
        const { value } = checkInterlocuteurForm(typed);
        for (const text of [value.nom, value.prenom, value.adresse1, value.commune, value.roleOrganisationnel]) {
          expect(text ?? '').to.match(/^[^<>\p{Cc}]*$/u);
        }
      }),
    );
  });

  it('reads odd card data as absent, and cuts what is endless', () => {
    const entries = interlocuteurEntriesSchema.parse({ nom: 7, prenom: null, notes: 'x'.repeat(50_000), extra: 'x' });
    expect(entries.nom).to.equal(undefined);
    expect(entries.notes).to.have.length(4_000);
    expect(entries).not.to.have.property('extra');
  });
});
