import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkInvitationForm,
  type FormFaults,
  type InvitationForm,
  invitationFormSchema,
} from '../../workflows/invitations/check-invitation-form.ts';

const GOOD = {
  dossier: 'TEST1',
  nom: 'Martin',
  prenom: 'Claire',
  email: 'claire@boulangerie.example',
  qualite: 'direction-tpe',
  mobile: '06 12 34 56 78',
  message: 'À bientôt',
  teamId: '',
};

/** As the card sends it: parsed, then checked. */
function check(changes: Record<string, unknown> = {}) {
  return checkInvitationForm(invitationFormSchema.parse({ ...GOOD, ...changes }));
}
function faultsOf(changes: Record<string, unknown>): FormFaults {
  const checked = check(changes);
  return checked.ok ? {} : checked.faults;
}
function kept(changes: Record<string, unknown>) {
  const checked = check(changes);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.value;
}

describe('The invitation form', () => {
  it('is kept as people mean it', () => {
    expect(kept({ nom: '  Martin ', email: ' Claire@Boulangerie.EXAMPLE', prenom: ' Claire ' })).to.deep.equal({
      nom: 'Martin',
      prenom: 'Claire',
      email: 'claire@boulangerie.example',
      qualite: 'direction-tpe',
      mobile: '0612345678',
      message: 'À bientôt',
    });
  });

  it('asks for nom, e-mail and qualité, and for nothing else (domain 52, 54, 56)', () => {
    const faults = faultsOf({ nom: '', prenom: '', email: '', qualite: '', mobile: '', message: '' });
    expect(faults).to.deep.equal({ nom: 'required', email: 'required', qualite: 'required' });
    const value = kept({ prenom: '', mobile: '', message: '' });
    expect([value.prenom, value.mobile, value.message]).to.deep.equal([undefined, undefined, undefined]);
  });

  for (const [field, typed, fault] of [
    ['nom', '   ', 'required'],
    ['nom', 'x'.repeat(81), 'too-long'],
    ['nom', '<script>', 'characters'],
    ['nom', 'Martin\u0007', 'characters'],
    ['nom', 'Mar\ntin', 'characters'],
    ['prenom', 'x'.repeat(81), 'too-long'],
    ['prenom', 'Claire>', 'characters'],
    ['email', '   ', 'required'],
    ['email', 'claire', 'email-invalid'],
    ['email', 'claire@boulangerie', 'email-invalid'],
    ['email', '"claire"@boulangerie.example', 'email-invalid'],
    ['qualite', 'gérant', 'qualite-invalid'],
    ['qualite', 'Direction TPE', 'qualite-invalid'],
    ['mobile', 'appelez-moi', 'mobile-invalid'],
    ['mobile', '12345', 'mobile-invalid'],
    ['mobile', '06 12 34 56 78 ou 79', 'mobile-invalid'],
    ['mobile', '1'.repeat(26), 'mobile-invalid'],
    ['mobile', '......', 'mobile-invalid'],
    ['mobile', '1 . . . . . 2', 'mobile-invalid'],
    ['message', 'x'.repeat(1_001), 'too-long'],
  ] as const) {
    it(`says « ${fault} » of ${field} ${JSON.stringify(typed.slice(0, 30))}, and of nothing else`, () => {
      expect(faultsOf({ [field]: typed })).to.deep.equal({ [field]: fault });
    });
  }

  it('shows every fault at once', () => {
    const faults = faultsOf({ nom: '', email: 'x', qualite: 'y', mobile: 'z', message: 'm'.repeat(2_000) });
    expect(Object.keys(faults)).to.have.members(['nom', 'email', 'qualite', 'mobile', 'message']);
  });

  for (const [typed, number] of [
    ['06 12 34 56 78', '0612345678'],
    ['06.12.34.56.78', '0612345678'],
    ['06-12-34-56-78', '0612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['+373 69 123 456', '+37369123456'],
    ['+1 (212) 555-0100', '+12125550100'],
    ['0033612345678', '0033612345678'],
  ] as const) {
    it(`keeps the mobile ${typed} as ${number} (domain 54)`, () => {
      expect(kept({ mobile: typed }).mobile).to.equal(number);
    });
  }

  it('takes both qualités (domain 6) and names of many kinds', () => {
    for (const qualite of ['direction-tpe', 'administratif-tpe']) expect(kept({ qualite })).to.include({ qualite });
    for (const nom of ['O’Brien', "D'Artagnan", 'de La Tour-d’Auvergne', 'Łukasz', '王', 'Nguyễn', 'Œuvrard']) {
      expect(kept({ nom }).nom).to.equal(nom);
    }
  });

  it('reads what is absent, null or no text as empty, and never throws', () => {
    for (const odd of [undefined, null, 42, true, {}, [], { toString: 'x' }]) {
      expect(faultsOf({ nom: odd }), String(JSON.stringify(odd))).to.deep.equal({ nom: 'required' });
    }
    expect(invitationFormSchema.parse({})).to.deep.equal(invitationFormSchema.parse({ nom: null, email: [] }));
  });

  it('cuts an endless field before it costs anything', () => {
    const form = invitationFormSchema.parse({ ...GOOD, nom: 'x'.repeat(2_000_000), message: 'y'.repeat(2_000_000) });
    expect(form.nom.length + form.message.length).to.be.below(11_000);
    expect(faultsOf({ nom: 'x'.repeat(2_000_000) })).to.deep.equal({ nom: 'too-long' });
  });

  it('either keeps what is sane or says what is not, whatever is typed', () => {
    const typed = fc.record(
      Object.fromEntries(Object.keys(GOOD).map((key) => [key, fc.oneof(fc.string({ unit: 'binary' }), fc.anything())])),
    );
    fc.assert(
      fc.property(typed, (form) => {
        const checked = checkInvitationForm(invitationFormSchema.parse(form) as InvitationForm);
        if (checked.ok) {
          expect(checked.value.nom).to.match(/\S/).and.not.match(/[<>]/);
          expect(checked.value.mobile ?? '0').to.match(/^\+?\d+$/);
        } else {
          expect(Object.keys(checked.faults)).to.have.length.greaterThan(0);
          expect(Object.keys(GOOD)).to.include.members(Object.keys(checked.faults));
        }
      }),
      { numRuns: 500 },
    );
  });
});
