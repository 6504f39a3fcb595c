import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Types } from 'mongoose';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import {
  dossierIdOfLine,
  PORTFOLIO_IMPORT_STATES,
  PORTFOLIO_IMPORT_TRANSITIONS,
  PortfolioImport,
  type PortfolioImportState,
} from '../../models/portfolio-import.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

describe('The states of a file of companies', () => {
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('import-states');
  });
  after(() => database.drop());

  const make = (status: PortfolioImportState, openKey = String(new Types.ObjectId())) =>
    PortfolioImport.create({
      ...{ cabinetId: 'x', status, openKey, door: 'teams', fileName: 'x.csv', expiresAt: new Date() },
      createdBy: new Types.ObjectId(),
    });

  for (const from of PORTFOLIO_IMPORT_STATES) {
    for (const to of PORTFOLIO_IMPORT_STATES) {
      const isAllowed = PORTFOLIO_IMPORT_TRANSITIONS[from].includes(to);
      it(`${isAllowed ? 'may' : 'may not'} go from ${from} to ${to}`, async () => {
        const { _id } = await make(from);
        const moved = await movePortfolioImport({ where: { _id, cabinetId: 'x' }, to, events: [] });
        expect(Boolean(moved)).to.equal(isAllowed);
        expect((await PortfolioImport.findById(_id).lean())?.status).to.equal(isAllowed ? to : from);
      });
    }
  }

  it('keep the same file from being open twice, and let it go when they close', async () => {
    const { _id } = await make('previewed', 'same');
    expect((await make('reading', 'same').catch((error: unknown) => error)) as { code: number }).to.include({
      code: 11_000,
    });
    await movePortfolioImport({ where: { _id, cabinetId: 'x' }, to: 'cancelled', events: [] });
    await make('reading', 'same');
  });

  it('are written by movePortfolioImport alone, and at their creation', () => {
    const FOLDERS = ['workflows', 'jobs', 'bot', 'api', 'models'];
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    );
    const writers = files
      .filter((path) => /portfolio-imports?\b.*\.ts$/.test(path))
      .filter((path) => /\$set:[^}]*\bstatus\b/.test(readFileSync(path, 'utf8')));
    expect(writers).to.deep.equal(['models/move-portfolio-import.ts']);
  });

  it('give a line’s dossier the same identifier always, and every other line another one', () => {
    const [one, two] = [new Types.ObjectId(), new Types.ObjectId()];
    const ids = [one, two].flatMap((id) =>
      Array.from({ length: 2_000 }, (_, line) => String(dossierIdOfLine(id, line))),
    );
    expect(new Set(ids).size).to.equal(4_000);
    expect(String(dossierIdOfLine(one, 7))).to.equal(ids[7]);
  });
});
