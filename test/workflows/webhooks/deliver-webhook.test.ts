import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { partnerImportDecided } from '../../../api/webhook.schema.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { changePartnerWebhook } from '../../../workflows/partners/change-partner-webhook.ts';
import { createPartner } from '../../../workflows/partners/create-partner.ts';
import { claimWebhook } from '../../../workflows/webhooks/claim-webhook.ts';
import { settleWebhook } from '../../../workflows/webhooks/settle-webhook.ts';
import { call } from '../../api/apis.ts';
import type { Told } from '../../support/webhook-receiver.ts';
import { buildTelling, DAY, HOUR, MINUTE, type Telling, VIA } from './telling.ts';

/** As a partner checks it: by the words of the API's description, with its own secret. */
function isSignedBy(secret: string, { headers, raw }: Told): boolean {
  const [time = '', ...signatures] = headers['relais-signature']!.split(',');
  const mine = createHmac('sha256', secret)
    .update(`${time.replace('t=', '')}.${raw}`)
    .digest('hex');
  return signatures.includes(`v1=${mine}`);
}

describe('Telling a partner what became of its import', () => {
  let scene: Telling;
  before(async () => {
    scene = await buildTelling('webhooks');
  });
  beforeEach(() => scene.forgetJobs());
  after(() => scene.close());

  const changeAddress = (partnerId: string, url: string | null) =>
    changePartnerWebhook(scene.world.services, scene.admin, { partnerId, url, ...VIA });

  for (const [status, reference] of [
    ['booked', '(domain 189)'],
    ['rejected', '(domain 183)'],
  ] as const) {
    it(`is done once the firm has decided: ${status} ${reference}`, async () => {
      const { partnerId, secret } = await scene.partnerAt();
      const record = await scene.importOf(partnerId);
      await scene.decide(record, status);
      expect((await scene.world.runJobs()).map(({ name, outcome }) => [name, outcome])).to.deep.equal([
        ['deliver-webhook', 'delivered'],
      ]);
      const [told, ...others] = scene.toldOf(record);
      expect(others).to.deep.equal([]);
      expect(told!.headers).to.include({ 'content-type': 'application/json' });
      expect(told!.headers['user-agent']).to.match(/^Relais\/\d+\.\d+\.\d+$/);
      expect(told!.body).to.include({ id: told!.headers['relais-delivery'], type: 'partner-import.decided' });
      expect(told!.body.data.import).to.include({ id: String(record._id), dossier: 'FLEURS', status });
      expect(told!.headers['relais-signature']).to.match(/^t=\d+,v1=[0-9a-f]{64}$/);
      expect(isSignedBy(secret, told!)).to.equal(true);
      expect(isSignedBy('whsec_another', told!)).to.equal(false);
      expect(isSignedBy(secret, { ...told!, raw: `${told!.raw} ` })).to.equal(false);
      const [delivery] = await scene.deliveries(record);
      expect(delivery).to.deep.include({
        _id: `import:${record._id}:${status}:1`,
        state: 'delivered',
        lastStatus: 204,
      });
      const [line] = await scene.linesOf(delivery!._id);
      expect(line).to.deep.include({ act: 'webhook.delivered', after: { attempts: 1, status: 204 } });
      expect(JSON.stringify(line)).not.to.include(secret);
    });
  }

  it('shows the import as the API shows it to the partner, and is as the API describes it', async () => {
    const { key, partnerId } = await keyed();
    const record = await scene.importOf(partnerId);
    await scene.withdraw(record);
    await scene.world.runJobs();
    const { body } = await call(scene.world, 'GET', `/api/v1/imports/${record._id}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const [told] = scene.toldOf(record);
    expect(told!.body.data.import).to.deep.equal(body);
    expect(partnerImportDecided.strict().safeParse(told!.body).error).to.equal(undefined);
  });

  async function keyed() {
    const input = { name: 'Pulsar à clé', dossierIds: null, webhookUrl: scene.receiver.url, ...VIA };
    return createPartner(scene.world.services, scene.admin, input);
  }

  it('is done when the partner takes its file back, once even when it says so twice (domain 194)', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId);
    await scene.withdraw(record);
    await scene.withdraw(record);
    await scene.world.runJobs();
    expect(scene.toldOf(record).map(({ body }) => body.data.import.status)).to.deep.equal(['cancelled']);
  });

  it('says that a file was read again, and does not call that a decision', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'error');
    await scene.decide(record, 'awaiting');
    await scene.world.runJobs();
    expect(scene.toldOf(record).map(({ body }) => [body.type, body.data.import.status])).to.deep.equal([
      ['partner-import.read', 'awaiting'],
    ]);
  });

  it('does nothing for a partner without a webhook, nor for an import without a partner', async () => {
    const { partnerId } = await scene.partnerAt(null);
    const record = await scene.importOf(partnerId);
    await scene.decide(record, 'booked');
    expect((await scene.world.runJobs()).map(({ outcome }) => outcome)).to.deep.equal([undefined]);
    expect(await scene.deliveries(record)).to.deep.equal([]);
    const old = await scene.importOf(partnerId);
    await PartnerImport.updateOne({ _id: old._id }, { $unset: { partnerId: 1 } });
    await scene.decide({ ...old, partnerId: undefined }, 'booked');
    expect(await scene.world.runJobs()).to.deep.equal([]);
    expect(await scene.deliver(old)).to.equal(undefined);
  });

  it('is signed by both secrets for the day after one was changed, by the new one alone from then on', async () => {
    const { partnerId, secret: old } = await scene.partnerAt();
    const changed = await changeAddress(partnerId, scene.receiver.url);
    if (changed.outcome !== 'changed') throw new Error();
    const during = await scene.importOf(partnerId);
    await scene.decide(during, 'booked');
    await scene.world.runJobs();
    const [both] = scene.toldOf(during);
    expect(both!.headers['relais-signature']).to.match(/^t=\d+(,v1=[0-9a-f]{64}){2}$/);
    expect([changed.secret, old].map((secret) => isSignedBy(secret, both!))).to.deep.equal([true, true]);
    scene.world.clock.forward(DAY);
    const later = await scene.importOf(partnerId);
    await scene.decide(later, 'booked');
    await scene.world.runJobs();
    const [one] = scene.toldOf(later);
    expect([changed.secret, old].map((secret) => isSignedBy(secret, one!))).to.deep.equal([true, false]);
  });

  it('is done once by two workers at once', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'booked');
    const hold = scene.receiver.holdNext();
    const first = scene.deliver(record);
    await hold.arrived;
    expect(await scene.deliver(record)).to.equal(undefined);
    hold.release();
    expect(await first).to.equal('delivered');
    expect(await scene.deliver(record)).to.equal(undefined);
    const many = await scene.importOf(partnerId, 'booked');
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => scene.deliver(many)));
    expect(outcomes.filter(Boolean)).to.deep.equal(['delivered']);
    expect([scene.toldOf(record), scene.toldOf(many)].map(({ length }) => length)).to.deep.equal([1, 1]);
  });

  it('is done again, under the same identifier, by a worker that takes over from one killed after it had sent', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'booked');
    const deliveryId = `import:${record._id}:booked:0`;
    const hold = scene.receiver.holdNext();
    const killed = scene.deliver(record);
    await hold.arrived;
    const [before] = await scene.deliveries(record);
    expect(before).to.include({ state: 'sending', attempts: 1 });
    expect(await scene.sweep(31)).to.deep.equal([{ name: 'deliver-webhook', outcome: 'delivered' }]);
    hold.release();
    // Whose word no longer counts.
    expect(await killed).to.equal(undefined);
    expect(scene.toldOf(record).map(({ body }) => body.id)).to.deep.equal([deliveryId, deliveryId]);
    expect((await scene.deliveries(record))[0]).to.include({ state: 'delivered', attempts: 2 });
  });

  it('never tells an older state after a newer one: two changes in a row are told in their order', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'error');
    await scene.decide(record, 'awaiting');
    const hold = scene.receiver.holdNext();
    const running = scene.world.runJobs();
    await hold.arrived;
    await scene.decide(record, 'booked');
    // The second waits for the first to have been answered.
    expect(await scene.deliver(record)).to.equal(undefined);
    hold.release();
    await running;
    await scene.sweep(31);
    expect(scene.toldOf(record).map(({ body }) => body.data.import.status)).to.deep.equal(['awaiting', 'booked']);
  });

  it('tells the latest state alone when the first was not told in time', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'error');
    await scene.decide(record, 'awaiting');
    await scene.decide(record, 'rejected');
    await scene.world.runJobs();
    expect(scene.toldOf(record).map(({ body }) => body.data.import.status)).to.deep.equal(['rejected']);
  });

  it('calls the address that the partner has at that moment', async () => {
    const { partnerId } = await scene.partnerAt(`${scene.receiver.url}/avant`);
    const record = await scene.importOf(partnerId, 'booked');
    scene.receiver.answerNext({ status: 500 });
    expect(await scene.deliver(record)).to.equal('failed');
    await changeAddress(partnerId, `${scene.receiver.url}/apres`);
    await scene.world.runJobs({ forward: 2 * MINUTE });
    expect(scene.toldOf(record).map(({ path }) => path)).to.deep.equal(['/relais/avant', '/relais/apres']);
  });

  it('is of one firm: another claims nothing of it', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'booked');
    scene.receiver.answerNext({ status: 500 });
    await scene.deliver(record);
    scene.world.clock.forward(HOUR);
    const deliveryId = `import:${record._id}:booked:0`;
    expect(await claimWebhook(scene.world.services, { cabinetId: 'another', deliveryId })).to.equal(undefined);
    const claimed = (await claimWebhook(scene.world.services, { cabinetId: scene.world.cabinetId, deliveryId }))!;
    const stale = { ...claimed, attempts: claimed.attempts - 1 };
    expect(await settleWebhook(scene.world.services, stale, { status: 200 })).to.equal(undefined);
    expect((await scene.deliveries(record))[0]!.state).to.equal('sending');
  });
});
