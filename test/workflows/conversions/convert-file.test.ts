import { expect } from 'chai';
import { Types } from 'mongoose';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Conversion } from '../../../models/conversion.ts';
import { moveConversion } from '../../../models/move-conversion.ts';
import { StoredFile, StoredPiece } from '../../../models/stored-file.ts';
import type { ChoiceForm } from '../../../workflows/conversions/check-choice.ts';
import { chooseConversion } from '../../../workflows/conversions/choose-conversion.ts';
import { convertFile } from '../../../workflows/conversions/convert-file.ts';
import { getConversion } from '../../../workflows/conversions/get-conversion.ts';
import { receiveTra } from '../../../workflows/conversions/receive-tra.ts';
import { sweepConversions } from '../../../workflows/conversions/sweep-conversions.ts';
import { forgetFile } from '../../../workflows/files/store-file.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { SIREN } from '../../fixtures/fec/generate-fec.ts';
import { entryLine, header, renderTra, traOf } from '../../fixtures/tra/generate-tra.ts';
import { buildWorld, type World } from '../../support/world.ts';
import {
  bareTra,
  fecOf,
  inPieces,
  kept,
  PROVISIONAL,
  received,
  recordOf,
  spoiltTra,
  TRA_NAME,
  validDatesOf,
  wholeTra,
} from './converting.ts';

describe('A TRA that a collaborateur hands in (domain 198)', () => {
  let world: World;
  let staff: Staff;
  before(async () => {
    world = await buildWorld('conversions');
    staff = world.asStaff(await world.buildStaff());
  });
  after(() => world.close());

  const choose = (conversionId: string, form: Partial<ChoiceForm> = {}) =>
    chooseConversion(world.services, staff, { conversionId, form: { ...PROVISIONAL, ...form } });
  const ids = (conversionId: string) => ({ cabinetId: world.cabinetId, conversionId });
  const faultsOf = async (conversionId: string, form: Partial<ChoiceForm>) => {
    const chosen = await choose(conversionId, form);
    return chosen.kind === 'faulty' ? chosen.faults : chosen.kind;
  };
  /** In the state of a conversion whose process died right after the choice. */
  async function abandoned(bytes = wholeTra()): Promise<string> {
    const conversionId = await received(world, staff, bytes);
    const { _id, cabinetId } = await recordOf(conversionId);
    await moveConversion({
      ...{ where: { _id, cabinetId }, to: 'converting', events: [] },
      set: { choice: { validation: 'provisional' }, attempts: 0 },
    });
    return conversionId;
  }

  it('is kept and read: company, exercice, entries, totals; then a choice is awaited (domain 200)', async () => {
    const dossier = await world.buildDossier({ code: '123', siren: '732829320' });
    const { lines, rows } = traOf({ lines: 40 });
    const conversionId = await received(world, staff, renderTra(lines));
    const record = await recordOf(conversionId);
    expect(record).to.deep.include({ status: 'to-choose', fileName: TRA_NAME, validity: 'provisional' });
    expect(record.facts).to.deep.equal({
      ...{ siren: SIREN, closing: { date: 20251231, from: 'exercice' }, hasValidated: false },
      exercice: { start: 20250101, end: 20251231, label: 'EXERCICE 2025' },
      dossierId: dossier._id,
    });
    expect(record.totals).to.include({ lines: rows.length, debit: record.totals.credit });
    expect(record.expiresAt.getTime() - world.clock.now().getTime()).to.equal(24 * 60 * 60 * 1_000);
    expect((await StoredFile.findById(record.sourceId).lean())?.expiresAt).to.deep.equal(record.expiresAt);
    const view = await getConversion(world.services, world.cabinetId, { conversionId });
    expect(view).to.deep.include({ isMendable: true, isExpired: false });
    expect(view?.dossier).to.include({ code: '123', siren: '732829320' });
  });

  it('becomes a provisional FEC, without a date of validation, of the name that the law wants (domain 203, 204)', async () => {
    const conversionId = await received(
      world,
      staff,
      renderTra(traOf({ lines: 40, form: 'ETE', isValidated: true }).lines),
    );
    expect(await choose(conversionId)).to.deep.equal({ kind: 'chosen' });
    const record = await recordOf(conversionId);
    expect(record).to.include({ status: 'done', name: `${SIREN}FEC20251231.txt`, validity: 'provisional' });
    const fec = await fecOf(record);
    expect(fec.slice(0, 11)).to.equal('JournalCode');
    expect(validDatesOf(fec)).to.deep.equal(['']);
    expect(record.fecSize).to.equal(Buffer.byteLength(fec));
  });

  it('becomes a definitive FEC, the date of validation forced on every line (domain 202)', async () => {
    const conversionId = await received(world, staff, wholeTra());
    expect(await choose(conversionId, { validation: 'definitive', date: '2025-12-31' })).to.deep.equal({
      kind: 'chosen',
    });
    const record = await recordOf(conversionId);
    expect(record).to.include({ status: 'done', validity: 'definitive' });
    expect(validDatesOf(await fecOf(record))).to.deep.equal(['20251231']);
  });

  it('keeps the dates of validation that it has, when that is asked', async () => {
    const conversionId = await received(
      world,
      staff,
      renderTra(traOf({ lines: 40, form: 'ETE', isValidated: true }).lines),
    );
    expect((await recordOf(conversionId)).facts.hasValidated).to.equal(true);
    await choose(conversionId, { validation: 'as-file' });
    expect(validDatesOf(await fecOf(await recordOf(conversionId)))).not.to.include('');
  });

  it('asks for a date that is one, and not before the last entry (domain 202)', async () => {
    const conversionId = await received(world, staff, wholeTra());
    const { lastDate } = (await recordOf(conversionId)).totals;
    const last = String(lastDate).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
    const definitive = (date: string) => faultsOf(conversionId, { validation: 'definitive', date });
    expect(await definitive('')).to.deep.equal({ date: 'date-required' });
    expect(await definitive('2025-02-30')).to.deep.equal({ date: 'date-invalid' });
    expect(await definitive('2025-01-31')).to.deep.equal({ date: 'date-early' });
    expect(await faultsOf(conversionId, { validation: '' })).to.deep.equal({ validation: 'validation-required' });
    expect((await recordOf(conversionId)).status, 'nothing was begun').to.equal('to-choose');
    expect(await definitive(last), 'the very day').to.equal('chosen');
  });

  it('that tells neither company nor closing date has them asked for, by SIREN or by dossier (domain 200, 204)', async () => {
    await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Les Fleurs de Léa', siren: SIREN });
    await world.buildDossier({ code: 'SANS', raisonSociale: 'Sans numéro' });
    await world.buildDossier({ code: 'JUM1', raisonSociale: 'Jumeaux Nord' });
    await world.buildDossier({ code: 'JUM2', raisonSociale: 'Jumeaux Sud' });
    const conversionId = await received(world, staff, bareTra(), 'export.txt');
    expect((await recordOf(conversionId)).facts).to.deep.include({
      ...{ siren: '', closing: { date: 20250331, from: 'guessed' } },
    });
    const company = (siren: string) => faultsOf(conversionId, { siren, closing: '2025-12-31' });
    expect(await faultsOf(conversionId, {})).to.deep.equal({ closing: 'closing-required', siren: 'siren-required' });
    expect(await company('123 456 789')).to.deep.equal({ siren: 'siren-invalid' });
    expect(await company('inconnu')).to.deep.equal({ siren: 'dossier-none' });
    expect(await company('jumeaux')).to.deep.equal({ siren: 'dossier-several' });
    expect(await company('SANS')).to.deep.equal({ siren: 'dossier-without-siren' });
    expect(await faultsOf(conversionId, { siren: SIREN, closing: '2025-03-14' })).to.deep.equal({
      closing: 'closing-early',
    });
    expect(await company('fleurs')).to.equal('chosen');
    expect(await recordOf(conversionId)).to.include({ status: 'done', name: `${SIREN}FEC20251231.txt` });
  });

  it('that says its closing date in its name alone is not asked for it (domain 200)', async () => {
    const conversionId = await received(world, staff, bareTra(), '00999_30062025.tra');
    expect(await choose(conversionId, { siren: SIREN })).to.deep.equal({ kind: 'chosen' });
    expect((await recordOf(conversionId)).name).to.equal(`${SIREN}FEC20250630.txt`);
  });

  it('with faults that no choice can mend is refused at once, and says them', async () => {
    const conversionId = await received(world, staff, spoiltTra());
    const view = await getConversion(world.services, world.cabinetId, { conversionId });
    expect(view).to.include({ status: 'refused', isMendable: false });
    expect(view?.anomalies[0]).to.include({ severity: 'blocking' });
    expect(await choose(conversionId)).to.deep.equal({ kind: 'stale' });
    expect((await recordOf(conversionId)).status).to.equal('refused');
  });

  it('keeps the twenty gravest anomalies and counts all of them', async () => {
    const odd = Array.from({ length: 30 }, () => [
      entryLine({ label: '' }),
      entryLine({ account: '401000', side: 'C', label: '' }),
    ]);
    const conversionId = await received(world, staff, renderTra([header(), ...odd.flat()]));
    const { anomalies, anomalyCounts } = await recordOf(conversionId);
    expect(anomalies).to.have.length(20);
    const rank = { blocking: 0, warning: 1, note: 2 };
    const ranks = anomalies.map(({ severity }) => rank[severity]);
    expect(ranks).to.deep.equal([...ranks].sort());
    expect(Object.values(anomalyCounts).reduce((sum, { count }) => sum + count, 0)).to.be.greaterThan(20);
  });

  it('chosen for twice in the same way is converted once; otherwise, the new FEC takes the old one’s place', async () => {
    const conversionId = await received(world, staff, wholeTra());
    const answers = await Promise.all([choose(conversionId), choose(conversionId), choose(conversionId)]);
    expect(answers.map(({ kind }) => kind)).to.include('chosen');
    const first = await recordOf(conversionId);
    expect(first).to.include({ status: 'done', attempts: 1 });
    expect(await choose(conversionId)).to.deep.equal({ kind: 'chosen' });
    expect((await recordOf(conversionId)).fecId, 'the same FEC').to.deep.equal(first.fecId);
    await choose(conversionId, { validation: 'definitive', date: '2026-01-31' });
    const second = await recordOf(conversionId);
    expect(second).to.include({ status: 'done', validity: 'definitive' });
    expect(await StoredFile.countDocuments({ _id: { $in: [first.fecId!, second.fecId!] } })).to.equal(1);
    await choose(conversionId);
    const again = await recordOf(conversionId);
    expect(again.fecSize, 'the first choice again').to.equal(first.fecSize);
  });

  it('of some size is left to the worker, and its card says that it is under way', async () => {
    const conversionId = await received(world, staff, wholeTra(20_000));
    expect((await recordOf(conversionId)).size).to.be.greaterThan(4 * 1024 * 1024);
    expect(await choose(conversionId)).to.deep.equal({ kind: 'chosen' });
    expect((await recordOf(conversionId)).status).to.equal('converting');
    expect(await choose(conversionId, { validation: 'definitive', date: '2025-12-31' }), 'too late').to.deep.equal({
      kind: 'stale',
    });
    const ran = await world.runJobs();
    expect(ran).to.deep.include({ name: 'convert-tra', outcome: 'done' });
    expect(await recordOf(conversionId)).to.include({ status: 'done', validity: 'provisional' });
    expect((await recordOf(conversionId)).totals.lines).to.equal(20_000);
  });

  it('left by a killed worker is found by the sweep, and what that one had written is taken away', async () => {
    const conversionId = await abandoned();
    const fecId = new Types.ObjectId();
    const until = new Date(world.clock.now().getTime() + 30_000);
    await StoredPiece.create({ _id: `${fecId}:0`, fileId: fecId, data: Buffer.from('half') });
    await Conversion.updateOne({ _id: conversionId }, { $set: { lease: { token: 'dead', until, fecId } } });
    expect(await convertFile(world.services, ids(conversionId)), 'it may still live').to.equal('nothing');
    expect(await sweepConversions(world.services)).to.equal(0);
    world.clock.forward(31);
    expect(await sweepConversions(world.services)).to.equal(1);
    await world.runJobs();
    expect(await recordOf(conversionId)).to.include({ status: 'done' });
    expect(await StoredPiece.countDocuments({ fileId: fecId })).to.equal(0);
  });

  it('never taken up by anybody is found too, once it has waited', async () => {
    const conversionId = await abandoned();
    expect(await sweepConversions(world.services)).to.equal(0);
    world.clock.forward(10 * 60);
    await Conversion.updateOne({ _id: conversionId }, { $set: { updatedAt: new Date(0) } }, { timestamps: false });
    expect(await sweepConversions(world.services)).to.equal(1);
    await world.runJobs();
    expect((await recordOf(conversionId)).status).to.equal('done');
  });

  it('is finished by one of two workers; the other leaves nothing', async () => {
    const conversionId = await abandoned();
    const before = await kept();
    const outcomes = await Promise.all([1, 2, 3].map(() => convertFile(world.services, ids(conversionId))));
    expect(outcomes.sort()).to.deep.equal(['done', 'nothing', 'nothing']);
    expect(await kept()).to.deep.equal({ files: before.files + 1, pieces: before.pieces + 1 });
  });

  it('whose worker was overtaken while it wrote is the other’s, and the first one’s FEC goes', async () => {
    const conversionId = await abandoned(wholeTra(4_000));
    const before = await kept();
    const late = convertFile(world.services, ids(conversionId));
    while (!(await recordOf(conversionId)).lease) await new Promise((resolve) => setTimeout(resolve, 2));
    world.clock.forward(31);
    const early = await convertFile(world.services, ids(conversionId));
    expect([await late, early].sort()).to.deep.equal(['done', 'nothing']);
    const { files } = await kept();
    expect(files).to.equal(before.files + 1);
  });

  it('that its workers die of is given up, and can be chosen for again', async () => {
    const conversionId = await abandoned();
    await Conversion.updateOne({ _id: conversionId }, { $set: { attempts: 5 } });
    expect(await convertFile(world.services, ids(conversionId))).to.equal('refused');
    expect(await recordOf(conversionId)).to.include({ status: 'refused', failure: 'conversion-interrupted' });
    expect(await choose(conversionId)).to.deep.equal({ kind: 'chosen' });
    const record = await recordOf(conversionId);
    expect(record.status).to.equal('done');
    expect(record.failure, 'forgotten').to.equal(undefined);
  });

  it('whose bytes are kept no longer is refused, and has to be handed in again', async () => {
    const conversionId = await abandoned();
    await forgetFile((await recordOf(conversionId)).sourceId!);
    expect(await convertFile(world.services, ids(conversionId))).to.equal('refused');
    const view = await getConversion(world.services, world.cabinetId, { conversionId });
    expect(view).to.include({ status: 'refused', failure: 'file-gone', isMendable: false });
  });

  it('is no longer to be had after a day', async () => {
    const conversionId = await received(world, staff, wholeTra());
    world.clock.forward(24 * 60 * 60 + 1);
    expect(await getConversion(world.services, world.cabinetId, { conversionId })).to.include({ isExpired: true });
    expect(await choose(conversionId)).to.deep.equal({ kind: 'stale' });
  });

  it('of another firm does not exist', async () => {
    const conversionId = await received(world, staff, wholeTra());
    expect(await getConversion(world.services, 'another', { conversionId })).to.equal(undefined);
    const stranger = { ...staff, cabinetId: 'another' };
    const chosen = chooseConversion(world.services, stranger, { conversionId, form: PROVISIONAL });
    expect(await chosen.catch(({ code }) => code)).to.equal('not-found');
  });

  it('that is cut, empty or too large leaves nothing behind', async () => {
    const before = await kept();
    const whole = wholeTra(400);
    async function* broken() {
      yield* inPieces(whole.subarray(0, 10_000));
      throw new Error('network');
    }
    const small = {
      ...world.services,
      config: { ...world.config, partnerImports: { ...world.config.partnerImports, mostBytes: 20_000 } },
    };
    const codeOf = (services: World['services'], source: AsyncIterable<Uint8Array>) =>
      receiveTra(services, staff, { name: TRA_NAME, source }).catch(({ code }) => code);
    expect(await codeOf(world.services, broken())).to.equal('upload-cut');
    expect(await codeOf(world.services, inPieces(Buffer.alloc(0)))).to.equal('file-empty');
    expect(await codeOf(small, inPieces(whole))).to.equal('file-too-large');
    expect(await kept()).to.deep.equal(before);
  });

  it('leaves a line for its arrival, the choice and the outcome, without the name of anybody', async () => {
    const conversionId = await received(world, staff, wholeTra());
    await choose(conversionId);
    const lines = await AuditEvent.find({ 'subject.id': conversionId }).sort({ seq: 1 }).lean();
    expect(lines.map(({ act }) => act)).to.deep.equal(['conversion.received', 'conversion.chosen', 'conversion.done']);
    expect(lines.map(({ actor }) => actor.kind)).to.deep.equal(['collaborateur', 'collaborateur', 'system']);
    expect(lines.at(-1)?.after).to.include({ status: 'done', name: `${SIREN}FEC20251231.txt`, lines: 40 });
  });
});
