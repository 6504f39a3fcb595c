import { expect } from 'chai';
import fc from 'fast-check';
import { QUALITES } from '../../../models/interlocuteur.ts';
import { mapRole } from '../../../workflows/interlocuteurs/map-role.ts';

const DIRECTION = [
  ...[
    'Chef d’entreprise 1.0',
    "Chef d'entreprise",
    'CHEF D ENTREPRISE 2.1',
    'Cheffe d’entreprise',
    'gérant',
    'Gérante',
  ],
  ...['gérant(e)', 'Cogérant', 'Co-gérante', 'Président', 'présidente', 'PDG', 'DG', 'DAF', 'dirigeant', 'Dirigeante'],
  ...['Directeur général', 'directrice générale', 'Directeur administratif et financier', 'directrice financière'],
  ...['gérant majoritaire', 'Gérante de la société', 'associé gérant', 'artisan', 'exploitante', 'auto-entrepreneur'],
  ...['owner', 'CEO', 'managing director'],
];
const ADMINISTRATION = [
  ...['Assistante', 'assistant', 'assistante de direction', 'Secrétaire', 'secrétaire comptable', 'Comptable'],
  ...['aide-comptable', 'chef comptable', 'RAF', 'Responsable administratif et financier', 'gestionnaire de paie'],
  ...['conjoint collaborateur', 'employée administrative', 'bookkeeper', 'office manager'],
];
/** They look like the others, and are not. */
const UNKNOWN = [
  ...[
    'vice-président du club',
    'ancien gérant',
    'directeur commercial',
    'ami de la famille',
    'associé',
    'chef de rang',
  ],
  ...['Rôle 7', '😀', '---', 'direction des achats'],
];

describe('The role of an interlocuteur', () => {
  it('is a Qualité as it stands, in whichever letters (domain 6)', () => {
    for (const typed of ['direction-tpe', 'Direction TPE', 'DIRECTION  TPE', 'direction']) {
      expect(mapRole(typed), typed).to.deep.equal({ qualite: 'direction-tpe', isKnown: true });
    }
    for (const typed of ['administratif-tpe', 'Administratif TPE', 'administratif']) {
      expect(mapRole(typed), typed).to.deep.equal({ qualite: 'administratif-tpe', isKnown: true });
    }
  });

  for (const typed of DIRECTION) {
    it(`« ${typed} » directs: « Direction TPE », the label kept as typed (domain 7, 10, 247)`, () => {
      expect(mapRole(typed)).to.deep.equal({ qualite: 'direction-tpe', roleOrganisationnel: typed, isKnown: true });
    });
  }

  for (const typed of ADMINISTRATION) {
    it(`« ${typed} » keeps the papers: « Administratif TPE » (domain 8, 10, 247)`, () => {
      expect(mapRole(typed)).to.deep.equal({ qualite: 'administratif-tpe', roleOrganisationnel: typed, isKnown: true });
    });
  }

  for (const typed of UNKNOWN) {
    it(`« ${typed} » is not refused: kept as typed with the lesser right, and said to be unknown (domain 8, 247)`, () => {
      const mapped = mapRole(typed);
      expect(mapped).to.deep.equal({ qualite: 'administratif-tpe', roleOrganisationnel: typed, isKnown: false });
    });
  }

  it('is nobody’s by default: nothing typed is no role at all (domain 9)', () => {
    for (const typed of ['', ' ', '\n\t', '\u00a0']) expect(mapRole(typed)).to.equal(undefined);
  });

  it('is never refused, whatever the label, and only a known one opens the GS part (domain 7, 8, 247)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (typed) => {
        const mapped = mapRole(typed);
        if (!typed.trim()) {
          expect(mapped).to.equal(undefined);
          return;
        }
        expect(QUALITES).to.include(mapped?.qualite);
        if (!mapped?.isKnown) expect(mapped?.qualite).to.equal('administratif-tpe');
      }),
      { numRuns: 500 },
    );
  });

  it('says the same whatever its version, case and accents (domain 10)', () => {
    const label = fc.constantFrom(...DIRECTION.filter((one) => !/\d/.test(one)), ...ADMINISTRATION);
    const version = fc.constantFrom('', ' 1.0', ' 2', ' v3.1');
    fc.assert(
      fc.property(label, version, (one, suffix) => {
        expect(mapRole(`${one.toUpperCase()}${suffix}`)?.qualite).to.equal(mapRole(one)?.qualite);
      }),
    );
  });
});
