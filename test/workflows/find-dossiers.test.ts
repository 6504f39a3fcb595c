import { expect } from 'chai';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { Dossier, dossierKeys } from '../../models/dossier.ts';
import { DOSSIERS } from '../../playground/firm.ts';
import { findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const FIRM = 'cabinet-1';

describe('Finding a dossier', () => {
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('find-dossiers');
    await insert(FIRM, [
      ...DOSSIERS,
      { code: 'CAFE.1', raisonSociale: 'Café (de la Gare) + Tabac' },
      { code: 'OEUF', raisonSociale: 'Œufs & Cie' },
    ]);
    await insert('autre', [
      { code: 'TEST1', raisonSociale: 'Boulangerie Martin' },
      { code: 'SECRET', raisonSociale: 'S' },
    ]);
  });
  after(() => database.drop());

  async function insert(cabinetId: string, dossiers: { code: string; raisonSociale: string }[]) {
    const full = dossiers.map(({ code, raisonSociale }) => ({
      cabinetId,
      code,
      raisonSociale,
      ape: '1071C',
      ...dossierKeys(code, raisonSociale),
    }));
    await Dossier.insertMany(full);
  }

  /** The codes found: one text when there is no doubt, a list when a person must choose. */
  async function find(typed: string, cabinetId = FIRM): Promise<string | string[] | undefined> {
    const match = await findDossiers(cabinetId, typed);
    if (match.kind === 'one') return match.dossier.code;
    return match.kind === 'several' ? match.dossiers.map(({ code }) => code) : undefined;
  }

  for (const [typed, found] of [
    ['TEST1', 'TEST1'],
    ['test1', 'TEST1'],
    ['  Test1 ', 'TEST1'],
    ['TEST12', 'TEST12'],
    ['test1b', 'TEST1B'],
    ['TEST2', 'TEST2'],
    ['FLEURS', 'FLEURS'],
    ['DUPONT', 'DUPONT'],
    ['dupont-immo', 'DUPONT-IMMO'],
    ['CAFE.1', 'CAFE.1'],
  ] as const) {
    it(`takes the exact code « ${typed} » for itself, although it begins others (domain 62)`, async () => {
      expect(await find(typed)).to.equal(found);
    });
  }

  for (const [typed, several] of [
    ['TEST', ['TEST1', 'TEST12', 'TEST1B', 'TEST2', 'TEST21']],
    ['tes', ['TEST1', 'TEST12', 'TEST1B', 'TEST2', 'TEST21']],
    ['FLEUR', ['FLEURS', 'FLEURS2']],
    ['boulangerie', ['TEST1', 'TEST1B']],
    ['Boulangerie Martin', ['TEST1', 'TEST1B']],
    ['dup', ['DUPONT', 'DUPONT-IMMO']],
  ] as const) {
    it(`asks which one is meant by « ${typed} » (domain 62)`, async () => {
      expect(await find(typed)).to.deep.equal(several);
    });
  }

  for (const [typed, found] of [
    ['garage', 'TEST12'],
    ['oceane', 'OCEANE'],
    ['OCÉANE', 'OCEANE'],
    ['Poissonnerie océane', 'OCEANE'],
    ['hotel de la mer', 'HOTELMER'],
    ['Hôtel', 'HOTELMER'],
    ['mer hotel', 'HOTELMER'],
    ['trait boul', 'TEST1B'],
    ["l'atelier de zoé", 'ATELIER'],
    ['L’Atelier', 'ATELIER'],
    ['zoe', 'ATELIER'],
    ['Dupont & Fils', 'DUPONT'],
    ['dupont fils', 'DUPONT'],
    ['dentaire riviere', 'TEST21'],
    ['oeufs', 'OEUF'],
    ['œufs', 'OEUF'],
    ['café (de la gare)', 'CAFE.1'],
  ] as const) {
    it(`finds « ${typed} » by its name, whatever the accents, the case and the order`, async () => {
      expect(await find(typed)).to.equal(found);
    });
  }

  for (const typed of [
    '',
    '   ',
    '&',
    '«»',
    'TEST3',
    'ZZZ',
    'EST1',
    'oulangerie',
    'martin poissonnerie',
    'TEST1 zzz',
  ]) {
    it(`finds nothing for « ${typed} »`, async () => {
      expect(await find(typed)).to.equal(undefined);
    });
  }

  for (const typed of [
    '.*',
    '.',
    '^',
    'TEST.',
    'T.ST1',
    'TEST1|TEST2',
    '(a+)+$',
    '[A-Z]',
    'TEST1\\',
    '$where',
    '{"$ne":1}',
  ]) {
    it(`takes « ${typed} » as typed, not as a pattern`, async () => {
      const found = await find(typed);
      expect(found === undefined || found === 'TEST1' || Array.isArray(found)).to.equal(true);
      expect(await find('.*')).to.equal(undefined);
      if (typed === 'T.ST1' || typed === '.' || typed === '[A-Z]') expect(found).to.equal(undefined);
    });
  }

  it('never fails, and never shows more than ten, whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (typed) => {
        const match = await findDossiers(FIRM, typed);
        if (match.kind === 'several') expect(match.dossiers.length).to.be.within(2, 10);
      }),
      { numRuns: 200 },
    );
  });

  it('sees the dossiers of its own firm only', async () => {
    expect(await find('SECRET')).to.equal(undefined);
    expect(await find('SECRET', 'autre')).to.equal('SECRET');
    expect(await find('TEST', 'autre')).to.equal('TEST1');
  });

  describe('among five thousand', () => {
    before(() =>
      insert(
        FIRM,
        Array.from({ length: 5_000 }, (_, i) => ({
          code: `C${10_000 + i}`,
          raisonSociale: `Société ${i} Durand${i % 50}`,
        })),
      ),
    );

    it('says that there are more than it shows', async () => {
      const match = await findDossiers(FIRM, 'societe');
      expect(match).to.include({ kind: 'several', hasMore: true });
    });

    for (const typed of ['C12345', 'C1234', 'durand7', 'societe 4321', 'boul mar', 'zzz']) {
      it(`looks « ${typed} » up by index`, async () => {
        const queries: { filter: object; options: { sort?: object; limit?: number; hint?: object } }[] = [];
        mongoose.set('debug', (collection: string, method: string, filter: object, options: object) => {
          if (collection === 'dossiers' && method.startsWith('find')) queries.push({ filter, options });
        });
        try {
          await findDossiers(FIRM, typed);
        } finally {
          mongoose.set('debug', false);
        }
        expect(queries).to.have.length.greaterThan(0);
        for (const { filter, options } of queries) {
          const { sort = {}, limit = 1, hint } = options;
          const cursor = Dossier.collection
            .find(filter)
            .sort(sort as never)
            .limit(limit);
          if (hint) cursor.hint(hint as never);
          const plan = (await cursor.explain('executionStats')) as {
            queryPlanner: object;
            executionStats: { totalDocsExamined: number };
          };
          expect(JSON.stringify(plan.queryPlanner)).to.include('IXSCAN').and.not.include('COLLSCAN');
          expect(plan.executionStats.totalDocsExamined).to.be.below(500);
        }
      });
    }
  });
});
