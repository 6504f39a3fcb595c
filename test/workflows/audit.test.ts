import { expect } from 'chai';
import { AuditEvent, AuditHead, hashAuditEvent } from '../../models/audit-event.ts';
import { type AuditLine, appendAudit } from '../../workflows/audit/append-audit.ts';
import { recordRefusal } from '../../workflows/audit/record-refusal.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const FIRM = 'cabinet-1';
const AT = new Date('2026-11-23T09:00:00.123Z');
const line = (id: string | number, more: Partial<AuditLine> = {}): AuditLine => ({
  _id: `line-${id}`,
  at: AT,
  actor: { kind: 'system', id: 'relais' },
  door: 'job',
  act: 'test.done',
  subject: { kind: 'test', id: String(id) },
  ...more,
});

describe('The audit trail', () => {
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('audit');
  });
  beforeEach(async () => {
    await AuditEvent.deleteMany({});
    await AuditHead.deleteMany({});
  });
  after(() => database.drop());

  const tenLines = () =>
    appendAudit(
      FIRM,
      Array.from({ length: 10 }, (_, i) => line(i + 1)),
    );
  const faults = async (firm = FIRM) => (await verifyAudit(firm)).faults;

  it('of a firm without lines is whole', async () => {
    expect(await verifyAudit(FIRM)).to.deep.equal({ cabinetId: FIRM, lines: 0, faults: [] });
  });

  it('numbers its lines without a hole, each naming the hash of the one before', async () => {
    await tenLines();
    const events = await AuditEvent.find().sort({ seq: 1 }).lean();
    expect(events.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const [i, event] of events.entries()) {
      expect(event.previousHash).to.equal(i === 0 ? '0'.repeat(64) : events[i - 1]?.hash);
    }
    expect(await verifyAudit(FIRM)).to.deep.equal({ cabinetId: FIRM, lines: 10, faults: [] });
  });

  it('takes a repeated line once', async () => {
    await appendAudit(FIRM, [line(1), line(2)]);
    await appendAudit(FIRM, [line(2), line(3)]);
    expect(await verifyAudit(FIRM)).to.include({ lines: 3 });
    expect(await faults()).to.deep.equal([]);
  });

  it('verifies lines of every shape, as MongoDB gives them back', async () => {
    const after = { status: 'pending', dates: [AT], nested: { b: 1, a: [true, null, 1.5, -0] }, missing: undefined };
    await appendAudit(FIRM, [
      line(1, { before: {}, after }),
      line(2, { after: { 'é.à': 'œuf « » \u{1f600}', empty: '' } }),
      line(3, { before: undefined, after: { z: 1, a: 2 } }),
    ]);
    expect(await faults()).to.deep.equal([]);
  });

  for (const [what, change] of [
    ['its act', { act: 'test.undone' }],
    ['its actor', { actor: { kind: 'system', id: 'somebody-else' } }],
    ['its door', { door: 'cli' }],
    ['its subject', { subject: { kind: 'test', id: '7' } }],
    ['its moment, by a millisecond', { at: new Date(AT.getTime() + 1) }],
    ['what came after', { after: { added: true } }],
  ] as const) {
    it(`shows a line of which somebody changed ${what}`, async () => {
      await tenLines();
      await AuditEvent.collection.updateOne({ _id: 'line-4' as never }, { $set: change });
      expect(await faults()).to.deep.equal([{ seq: 4, fault: 'altered' }]);
    });
  }

  it('shows a line altered by somebody who knew how to compute its hash', async () => {
    await tenLines();
    const event = (await AuditEvent.findById('line-4').lean())!;
    const forged = { ...event, act: 'test.undone' };
    await AuditEvent.collection.updateOne(
      { _id: 'line-4' as never },
      { $set: { act: forged.act, hash: hashAuditEvent(forged) } },
    );
    expect(await faults()).to.deep.equal([{ seq: 5, fault: 'broken-link' }]);
  });

  it('shows a missing line, at the start and in the middle', async () => {
    await tenLines();
    await AuditEvent.deleteOne({ _id: 'line-1' });
    await AuditEvent.deleteMany({ _id: { $in: ['line-5', 'line-6'] } });
    const found = await faults();
    for (const seq of [1, 5, 6]) expect(found).to.deep.include({ seq, fault: 'missing' });
    expect(found.filter(({ fault }) => fault === 'altered')).to.deep.equal([]);
  });

  it('shows a missing line although the next ones were numbered anew', async () => {
    await tenLines();
    await AuditEvent.deleteOne({ _id: 'line-10' });
    await AuditEvent.deleteOne({ _id: 'line-5' });
    for (let seq = 6; seq <= 9; seq += 1) {
      await AuditEvent.collection.updateOne({ _id: `line-${seq}` as never }, { $set: { seq: seq - 1 } });
    }
    expect(await faults()).to.deep.include({ seq: 5, fault: 'altered' });
  });

  it('shows a tail that was cut off, and a chain that was emptied', async () => {
    await tenLines();
    await AuditEvent.deleteMany({ seq: { $gt: 8 } });
    expect(await faults()).to.deep.equal([
      { seq: 9, fault: 'cut-at-end' },
      { seq: 10, fault: 'cut-at-end' },
    ]);
    await AuditEvent.deleteMany({});
    expect(await faults()).to.have.length(10);
  });

  it('shows a cut tail even when as many new lines were written after the cut', async () => {
    await tenLines();
    await AuditEvent.deleteMany({ seq: { $gt: 8 } });
    await appendAudit(FIRM, [line('new-1'), line('new-2')]);
    await appendAudit(FIRM, [line('new-3')]);
    const found = await faults();
    for (const seq of [9, 10]) expect(found).to.deep.include({ seq, fault: 'missing' });
  });

  it('shows a line written in by hand', async () => {
    await tenLines();
    const tenth = (await AuditEvent.findById('line-10').lean())!;
    await AuditEvent.collection.insertOne({ ...tenth, _id: 'line-11' as never, seq: 11 });
    expect(await faults()).to.deep.include({ seq: 11, fault: 'altered' });
  });

  it('stays whole when forty callers write at once, some of them twice', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => appendAudit(FIRM, [line(`${i % 30}a`), line(`${i % 30}b`)])),
    );
    expect(await verifyAudit(FIRM)).to.deep.equal({ cabinetId: FIRM, lines: 60, faults: [] });
    expect((await AuditHead.findById(FIRM).lean())?.seq).to.equal(60);
  });

  it('keeps each firm’s chain to itself', async () => {
    await Promise.all([tenLines(), appendAudit('cabinet-2', [line('x'), line('y')])]);
    await AuditEvent.deleteOne({ _id: 'line-3' });
    expect(await faults('cabinet-2')).to.deep.equal([]);
    expect(await faults()).to.deep.include({ seq: 3, fault: 'missing' });
    expect(await verifyAudit('cabinet-2')).to.include({ lines: 2 });
  });

  it('keeps one line of the same activity refused twice at the door', async () => {
    const services = { now: () => AT } as never;
    const refusal = {
      cabinetId: FIRM,
      actor: { kind: 'guest' as const, id: '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b005' },
      because: 'guest-refused',
      asked: 'invite-client',
    };
    await recordRefusal(services, { ...refusal, key: 'activity-1' });
    await recordRefusal(services, { ...refusal, key: 'activity-1' });
    await recordRefusal(services, { ...refusal, key: 'activity-2' });
    const events = await AuditEvent.find().lean();
    expect(events.map(({ act }) => act)).to.deep.equal(['door.refused', 'door.refused']);
    expect(events[0]?.after).to.deep.equal({ because: 'guest-refused', asked: 'invite-client' });
    expect(await faults()).to.deep.equal([]);
  });
});
