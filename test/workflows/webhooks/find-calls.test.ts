import { expect } from 'chai';
import { partnerCard } from '../../../bot/cards/partner-card.ts';
import { getPartner } from '../../../workflows/partners/get-partner.ts';
import { buildTelling, DAY, MINUTE, type Telling } from './telling.ts';

describe('What came of calling a partner', () => {
  let scene: Telling;
  before(async () => {
    scene = await buildTelling('webhook-calls');
    scene.world.clock.set(new Date('2026-11-23T09:00:00Z'));
  });
  after(() => scene.close());

  const view = (partnerId: string) => getPartner(scene.world.services, scene.admin, partnerId);
  /** The rows of the card, by their titles. */
  const rowsOf = async (partnerId: string) => {
    const { card } = partnerCard({ locale: 'fr', timeZone: 'Europe/Paris', partner: await view(partnerId) });
    const { body } = card as unknown as { body: { facts?: { title: string; value: string }[] }[] };
    return Object.fromEntries(body.flatMap(({ facts = [] }) => facts).map(({ title, value }) => [title, value]));
  };

  it('is nothing while nobody was called, nor without a webhook', async () => {
    const { partnerId } = await scene.partnerAt();
    expect((await view(partnerId)).calls).to.deep.equal({ undelivered: 0 });
    expect(await rowsOf(partnerId)).not.to.have.any.keys('Dernier appel', 'Messages non livrés');
    const { partnerId: silent } = await scene.partnerAt(null);
    expect(await view(silent)).not.to.have.property('calls');
  });

  it('is on its card: delivered, failed with the next try, given up with the reason', async () => {
    const { partnerId } = await scene.partnerAt();
    await scene.deliver(await scene.importOf(partnerId, 'booked'));
    expect((await rowsOf(partnerId))['Dernier appel']).to.equal('livré le 23 novembre 2026 à 10:00');
    scene.world.clock.forward(MINUTE);
    scene.receiver.answerNext({ status: 503, headers: { 'retry-after': '3600' } });
    await scene.deliver(await scene.importOf(partnerId, 'booked'));
    expect((await rowsOf(partnerId))['Dernier appel']).to.equal(
      'échec le 23 novembre 2026 à 10:01 (réponse 503), nouvel essai le 23 novembre 2026 à 11:01',
    );
    scene.receiver.answerNext('drop');
    await scene.deliver(await scene.importOf(partnerId, 'booked'));
    scene.world.clock.forward(MINUTE);
    scene.receiver.answerNext({ status: 410 });
    await scene.deliver(await scene.importOf(partnerId, 'rejected'));
    expect(await rowsOf(partnerId)).to.include({
      'Dernier appel': 'abandonné le 23 novembre 2026 à 10:02 (réponse 410)',
      'Messages non livrés': '1 depuis 90 jours',
    });
  });

  it('still says that a message never arrived once another has', async () => {
    const { partnerId } = await scene.partnerAt();
    scene.receiver.answerNext({ status: 410 });
    await scene.deliver(await scene.importOf(partnerId, 'booked'));
    scene.world.clock.forward(DAY);
    await scene.deliver(await scene.importOf(partnerId, 'booked'));
    expect(await rowsOf(partnerId)).to.include({
      'Dernier appel': 'livré le 24 novembre 2026 à 10:02',
      'Messages non livrés': '1 depuis 90 jours',
    });
  });

  it('is each partner’s own', async () => {
    const [first, second] = [await scene.partnerAt(), await scene.partnerAt()];
    await scene.deliver(await scene.importOf(first.partnerId, 'booked'));
    expect((await view(second.partnerId)).calls).to.deep.equal({ undelivered: 0 });
  });
});
