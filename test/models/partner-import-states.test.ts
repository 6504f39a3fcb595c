import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Types } from 'mongoose';
import { movePartnerImport } from '../../models/move-partner-import.ts';
import {
  PARTNER_IMPORT_STATES,
  PARTNER_IMPORT_TRANSITIONS,
  PartnerImport,
  type PartnerImportState,
} from '../../models/partner-import.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const FIRM = 'cabinet-1';

describe('The states of a partner import (190 to 194)', () => {
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('import-states');
  });
  after(() => database.drop());

  async function importIn(status: PartnerImportState, overrides: object = {}) {
    const made = await PartnerImport.create({
      ...{ cabinetId: FIRM, dossierId: new Types.ObjectId(), partner: 'Pulsar', fileName: 'ventes.txt' },
      ...{ format: 'fec', status, ...overrides },
    });
    return made._id;
  }

  it('lead from one to another as the table says, and in no other way', async () => {
    for (const from of PARTNER_IMPORT_STATES) {
      for (const to of PARTNER_IMPORT_STATES) {
        const _id = await importIn(from);
        const moved = await movePartnerImport({ where: { _id, cabinetId: FIRM }, to, events: [] });
        const isAllowed = PARTNER_IMPORT_TRANSITIONS[from].includes(to);
        expect(Boolean(moved), `${from} to ${to}`).to.equal(isAllowed);
        expect((await PartnerImport.findById(_id).lean())?.status).to.equal(isAllowed ? to : from);
      }
    }
  });

  it('end with a decision: nothing leads out of it', () => {
    for (const end of ['booked', 'rejected', 'cancelled'] as const) {
      expect(PARTNER_IMPORT_TRANSITIONS[end]).to.deep.equal([]);
    }
  });

  it('are decided once: of ten decisions at the same instant one counts', async () => {
    const _id = await importIn('awaiting');
    const moves = Array.from({ length: 10 }, (_, n) =>
      movePartnerImport({ where: { _id, cabinetId: FIRM }, to: n % 2 ? 'booked' : 'rejected', events: [] }),
    );
    expect((await Promise.all(moves)).filter(Boolean)).to.have.length(1);
  });

  it('are another firm’s only to another firm', async () => {
    const _id = await importIn('awaiting');
    expect(await movePartnerImport({ where: { _id, cabinetId: 'another' }, to: 'booked', events: [] })).to.equal(null);
  });

  it('let the same bytes be there once in a dossier, until they were rejected or withdrawn', async () => {
    const same = { dossierId: new Types.ObjectId(), sha256: 'a'.repeat(64) };
    const first = await importIn('awaiting', same);
    const second = await importIn('receiving', same);
    const take = () => movePartnerImport({ where: { _id: second, cabinetId: FIRM }, to: 'awaiting', events: [] });
    const refusal = await take().catch((error) => error.code);
    expect(refusal).to.equal(11000);
    await movePartnerImport({ where: { _id: first, cabinetId: FIRM }, to: 'rejected', events: [] });
    expect((await take())?.status).to.equal('awaiting');
  });

  it('are written by the one function that claims them, and by nobody else', () => {
    const root = join(import.meta.dirname, '../..');
    const writers = ['workflows', 'jobs', 'bot', 'api', 'models'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(folder, file))
        .filter((file) => {
          const text = readFileSync(join(root, file), 'utf8');
          return (
            /PartnerImport\.(update|findOneAndUpdate|findByIdAnd)/.test(text) && /\$set: \{[^}]*\bstatus\b/.test(text)
          );
        }),
    );
    expect(writers.filter((file) => !file.endsWith('move-partner-import.ts'))).to.deep.equal([]);
  });
});
