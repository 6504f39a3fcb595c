import { expect } from 'chai';
import { turnOf } from '../../../models/dossier-offers.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../../models/interlocuteur.ts';
import { removeInterlocuteur } from '../../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { removeAccess } from '../../../workflows/invitations/remove-access.ts';
import { readClientAccess } from '../../../workflows/offers/client-rights.ts';
import { endOffer } from '../../../workflows/offers/end-offer.ts';
import type { Person } from '../../support/world.ts';
import { buildOpening, type Opening } from '../../workflows/offers/opening.ts';

type Button = { verb: string; data: Record<string, unknown> };

describe('A button of a service', () => {
  let scene: Opening;
  let camille: Person;
  before(async () => {
    scene = await buildOpening('stale-plan');
    camille = await scene.world.buildStaff({ displayName: 'Camille', roles: ['administrateur'] });
  });
  after(() => scene.world.close());

  async function somebody(options: Parameters<Opening['person']>[1] = {}) {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier, options);
    const refs = { dossierId: String(dossier._id), interlocuteurId, offer: 'co-production' };
    return { dossier, refs, interlocuteurId };
  }
  const settle = async () => {
    await scene.run(8);
    await scene.look(2);
  };
  const record = async (id: string) => (await Interlocuteur.findById(id).lean<InterlocuteurRecord>())!;
  const card = async (verb: string, data: Record<string, unknown>) =>
    (await scene.world.click(camille, verb, data)).card;
  const buttonsOf = (shown: unknown): Button[] => {
    const found: Button[] = [];
    JSON.stringify(shown, (_key, value) => {
      if (value?.type === 'Action.Execute' && value.title) found.push(value as Button);
      return value;
    });
    return found;
  };
  /** The button of a card as it stands now, to be pressed later. */
  const buttonOf = async (verb: string, from: string, data: Record<string, unknown>) => {
    const button = buttonsOf(await card(from, data)).find((one) => one.verb === verb);
    if (!button) throw new Error(`no ${verb} on the card`);
    return { ...button.data, subscription: 'true' };
  };
  const statusOf = async ({ dossier, refs }: Awaited<ReturnType<typeof somebody>>, offer = refs.offer) =>
    (await scene.grant(dossier, refs.interlocuteurId, offer))?.status;
  const revoke = (refs: { dossierId: string; interlocuteurId: string; offer: string }) =>
    endOffer(scene.world.services, scene.admin, { kind: 'revoke', ...refs });

  it('« Tout activer », delivered again after the service was taken back, gives nothing back (domain 252)', async () => {
    const one = await somebody();
    const start = await buttonOf('plan.start', 'plan.view', one.refs);
    await card('plan.start', start);
    await settle();
    expect(await statusOf(one)).to.equal('active');
    await endOffer(scene.world.services, scene.admin, {
      kind: 'end',
      dossierId: one.refs.dossierId,
      offer: one.refs.offer,
    });

    const shown = await card('plan.start', start);
    expect(JSON.stringify(shown)).to.include('La situation');
    await settle();
    expect(await statusOf(one)).to.equal('revoked');
    const { rights } = await readClientAccess(scene.world.cabinetId, one.interlocuteurId, one.dossier._id);
    expect([...rights]).to.deep.equal([]);

    await card('plan.start', await buttonOf('plan.start', 'plan.view', one.refs));
    await settle();
    expect(await statusOf(one), 'the button of the present card').to.equal('active');
  });

  it('« Reprendre », of a card of before, does not open what was taken back meanwhile', async () => {
    const one = await somebody({ accepts: false });
    await scene.open(one.dossier, one.interlocuteurId, one.refs.offer);
    const plan = await card('plan.view', one.refs);
    const turn = turnOf(await scene.grant(one.dossier, one.interlocuteurId, one.refs.offer));
    expect(JSON.stringify(plan)).to.include(`"turn":${turn}`);
    await revoke(one.refs);
    const { generation } = (await record(one.interlocuteurId)).guest;
    await card('plan.start', { ...one.refs, turn, invitation: generation, subscription: 'true' });
    expect(await statusOf(one)).to.equal('revoked');
  });

  it('does not invite anew somebody whose access was removed since', async () => {
    const one = await somebody();
    const start = await buttonOf('plan.start', 'plan.view', one.refs);
    const { generation } = (await record(one.interlocuteurId)).guest;
    const { interlocuteurId } = one;
    await removeAccess(scene.world.services, scene.admin, { interlocuteurId, generation });
    await card('plan.start', start);
    await settle();
    expect((await record(interlocuteurId)).guest.status).to.equal('removed');
    expect(await statusOf(one)).to.equal(undefined);
  });

  it('does not bring back somebody who was removed, whichever card it stands on (domain 48)', async () => {
    const one = await somebody();
    const { interlocuteurId } = one;
    const start = await buttonOf('plan.start', 'plan.view', one.refs);
    await card('plan.start', start);
    await settle();
    const { version } = await record(interlocuteurId);
    expect(await removeInterlocuteur(scene.world.services, scene.admin, { interlocuteurId, version })).to.equal(true);
    await settle();
    const grant = await scene.grant(one.dossier, interlocuteurId, one.refs.offer);
    const present = { turn: turnOf(grant), invitation: (await record(interlocuteurId)).guest.generation };
    for (const fence of [{}, present]) {
      const { text } = await scene.world.click(camille, 'plan.start', { ...start, ...fence });
      expect(text).to.include('a été supprimé');
    }
    await settle();
    const person = await record(interlocuteurId);
    expect([person.guest.status, person.links, Boolean(person.removedAt)]).to.deep.equal(['removed', [], true]);
    expect(buttonsOf(await card('plan.view', one.refs)).map(({ verb }) => verb)).not.to.include('plan.start');
  });

  it('« Oui, retirer », of a question that was asked before, leaves a service that was opened anew', async () => {
    const one = await somebody();
    await scene.open(one.dossier, one.interlocuteurId, one.refs.offer);
    await settle();
    const asked = await buttonOf('plan.revoke-ask', 'plan.view', one.refs);
    const confirm = await buttonOf('plan.revoke', 'plan.revoke-ask', asked);
    await revoke(one.refs);
    await scene.open(one.dossier, one.interlocuteurId, one.refs.offer);
    await settle();
    await card('plan.revoke', confirm);
    expect(await statusOf(one)).to.equal('active');
    expect(JSON.stringify(await card('plan.revoke-ask', asked)), 'the question is not asked either').to.include(
      'La situation',
    );

    const again = await buttonOf('plan.revoke-ask', 'plan.view', one.refs);
    await card('plan.revoke', await buttonOf('plan.revoke', 'plan.revoke-ask', again));
    expect(await statusOf(one), 'the present one').to.equal('revoked');
  });

  it('« Changer », pressed on an older card, does not undo the change back', async () => {
    const one = await somebody();
    await scene.open(one.dossier, one.interlocuteurId, one.refs.offer);
    await settle();
    const asked = await buttonOf('plan.change-ask', 'plan.view', one.refs);
    const change = { ...(await buttonOf('plan.change', 'plan.change-ask', asked)), to: 'start' };
    await card('plan.change', change);
    await settle();
    expect([await statusOf(one), await statusOf(one, 'start')]).to.deep.equal(['revoked', 'active']);
    await endOffer(scene.world.services, scene.admin, {
      ...{ kind: 'change', dossierId: one.refs.dossierId, interlocuteurId: one.interlocuteurId },
      ...{ from: 'start', to: 'co-production', confirmsSubscription: true },
    });
    await settle();
    await card('plan.change', change);
    await settle();
    expect([await statusOf(one), await statusOf(one, 'start')]).to.deep.equal(['active', 'revoked']);
  });

  it('« Terminer le service », of a card of before, asks again when the service was opened anew', async () => {
    const one = await somebody();
    const end = async () => {
      const shown = JSON.stringify(await card('offer.end-ask', { dossierId: one.refs.dossierId }));
      return { dossierId: one.refs.dossierId, offer: /"value":"(start@[^"]+)"/.exec(shown)?.[1] };
    };
    await scene.open(one.dossier, one.interlocuteurId, 'start');
    await settle();
    const older = await end();
    expect(older.offer).to.match(/^start@\d+$/);
    await endOffer(scene.world.services, scene.admin, { kind: 'end', dossierId: one.refs.dossierId, offer: 'start' });
    await scene.open(one.dossier, one.interlocuteurId, 'start');
    await settle();
    for (const stale of [older, { ...older, offer: 'start' }]) {
      const shown = buttonsOf(await card('offer.end', stale));
      expect(
        shown.map(({ verb }) => verb),
        'the question',
      ).to.include('offer.end');
      expect(await statusOf(one, 'start')).to.equal('active');
    }
    await card('offer.end', await end());
    expect(await statusOf(one, 'start')).to.equal('revoked');
  });

  it('of a card from before buttons carried this changes nothing, and shows the present state', async () => {
    const one = await somebody();
    const shown = await card('plan.start', { ...one.refs, subscription: 'true' });
    expect(JSON.stringify(shown)).to.include('La situation').and.to.include('plan.start');
    expect(await statusOf(one)).to.equal(undefined);
  });
});
