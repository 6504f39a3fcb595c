import { expect } from 'chai';
import type { Types } from 'mongoose';
import { Partner } from '../../../models/partner.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { WebhookDelivery } from '../../../models/webhook-delivery.ts';
import { changePartnerWebhook } from '../../../workflows/partners/change-partner-webhook.ts';
import { buildTelling, DAY, HOUR, MINUTE, type Telling, VIA } from './telling.ts';

describe('A message that the partner did not take', () => {
  let scene: Telling;
  before(async () => {
    scene = await buildTelling('webhook-retries');
  });
  beforeEach(() => scene.forgetJobs());
  after(() => scene.close());

  const changeAddress = (partnerId: string, url: string | null) =>
    changePartnerWebhook(scene.world.services, scene.admin, { partnerId, url, ...VIA });

  const ENDS: Record<string, (partnerId: string, importId: Types.ObjectId) => Promise<unknown>> = {
    'webhook-removed': (partnerId) => changeAddress(partnerId, null),
    'partner-revoked': (partnerId) =>
      Partner.updateOne({ _id: partnerId }, { $set: { revokedAt: scene.world.clock.now() } }),
    'address-refused': (partnerId) =>
      Partner.updateOne({ _id: partnerId }, { $set: { 'webhook.url': 'https://192.168.1.10/relais' } }),
    'out-of-reach': (partnerId) => Partner.updateOne({ _id: partnerId }, { $set: { reach: 'dossiers' } }),
    'import-gone': (_, _id) => PartnerImport.deleteOne({ _id }).exec(),
  };
  for (const [end, bringAbout] of Object.entries(ENDS)) {
    it(`is given up, with the reason, when meanwhile: ${end}`, async () => {
      const { partnerId } = await scene.partnerAt();
      const record = await scene.importOf(partnerId, 'booked');
      scene.receiver.answerNext({ status: 500 });
      await scene.deliver(record);
      await bringAbout(partnerId, record._id);
      const ran = await scene.world.runJobs({ forward: 2 * MINUTE });
      expect(ran).to.deep.equal([{ name: 'deliver-webhook', outcome: 'given-up' }]);
      expect(scene.toldOf(record)).to.have.length(1);
      const [delivery] = await scene.deliveries(record);
      expect(delivery).to.include({ state: 'given-up', lastError: end }).and.not.have.property('lastStatus');
      const [line] = await scene.linesOf(delivery!._id);
      expect(line).to.deep.include({ act: 'webhook.given-up', after: { attempts: 2, because: end } });
    });
  }

  it('is tried again with growing delays for three days, then given up', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'booked');
    const start = scene.world.clock.now().getTime();
    scene.receiver.answerNext(...Array.from({ length: 40 }, () => ({ status: 500 })));
    await scene.deliver(record);
    const waits: number[] = [];
    for (let tries = 0; tries < 40; tries += 1) {
      const [delivery] = await scene.deliveries(record);
      if (delivery!.state === 'given-up') break;
      const at = scene.world.clock.now();
      waits.push((delivery!.nextAttemptAt.getTime() - at.getTime()) / 1_000);
      scene.world.clock.set(delivery!.nextAttemptAt);
      await scene.world.runJobs({ forward: 0 });
    }
    const steps = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, ...waits.slice(5).map(() => 12 * HOUR)];
    for (const [n, wait] of waits.entries()) expect(wait / steps[n]!, `try ${n + 2}`).to.be.within(0.8, 1.2);
    const [delivery] = await scene.deliveries(record);
    expect(delivery).to.include({ state: 'given-up', lastStatus: 500, attempts: waits.length + 1 });
    expect(delivery!.endedAt!.getTime() - start).to.be.within(2 * DAY * 1_000, 3 * DAY * 1_000);
    // Nobody tries a closed one.
    scene.receiver.answerNext({ status: 204 });
    expect(await scene.sweep(DAY)).to.deep.equal([]);
    expect(await scene.deliver(record, { deliveryId: delivery!._id })).to.equal(undefined);
    scene.receiver.clearAnswers();
  });

  it('is not done before its time by a job that comes early', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'booked');
    scene.receiver.answerNext({ status: 503, headers: { 'retry-after': '7200' } });
    await scene.deliver(record);
    const [delivery] = await scene.deliveries(record);
    expect(delivery!.nextAttemptAt.getTime() - scene.world.clock.now().getTime()).to.equal(7_200_000);
    scene.world.clock.forward(HOUR);
    expect(await scene.deliver(record, { deliveryId: delivery!._id })).to.equal(undefined);
    scene.world.clock.forward(HOUR);
    expect(await scene.deliver(record, { deliveryId: delivery!._id })).to.equal('delivered');
  });

  it('is found by the sweep when its job was lost', async () => {
    const { partnerId } = await scene.partnerAt();
    const record = await scene.importOf(partnerId, 'booked');
    scene.receiver.answerNext({ status: 500 });
    await scene.deliver(record);
    await scene.forgetJobs();
    expect(await scene.sweep()).to.deep.equal([]);
    expect(await scene.sweep(3 * MINUTE)).to.deep.equal([{ name: 'deliver-webhook', outcome: 'delivered' }]);
  });

  it('keeps nothing of what the partner answers, and is forgotten ninety days after its end', async () => {
    const indexes = await WebhookDelivery.collection.indexes();
    expect(indexes.find(({ key }) => key.endedAt)).to.include({ expireAfterSeconds: 90 * DAY });
    const ended = await WebhookDelivery.find({ state: { $in: ['delivered', 'given-up'] } }).lean();
    expect(ended.length).to.be.greaterThan(5);
    for (const { endedAt } of ended) expect(endedAt).to.be.an.instanceOf(Date);
    const open = await WebhookDelivery.countDocuments({ state: { $in: ['queued', 'failed'] }, endedAt: { $ne: null } });
    expect(open).to.equal(0);
  });
});
