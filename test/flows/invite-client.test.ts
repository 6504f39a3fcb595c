import { expect } from 'chai';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { buildWorld, type World } from '../support/world.ts';

describe('The invitation, from the sentence to « Opérationnel »', () => {
  let world: World;
  before(async () => {
    world = await buildWorld('invite');
  });
  after(() => world.close());

  it('records the person, invites them, sends our mail and follows their acceptance on the same card', async () => {
    const camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    const said = await world.say(camille, 'inviter Claire Martin claire@boulangerie.example sur TEST1');
    const form = said.posted[0]!;
    const sent = await world.click(
      camille,
      'invitation.send',
      {
        dossier: 'TEST1',
        nom: 'Martin',
        prenom: 'Claire',
        email: 'Claire@Boulangerie.example',
        qualite: 'direction-tpe',
      },
      { cardActivityId: form.activityId },
    );
    expect(JSON.stringify(sent.card)).to.include('Invitation en cours d’envoi');

    await world.runJobs();
    expect(JSON.stringify(world.channel.cardOf(form.activityId))).to.include('Invitation envoyée, en attente');
    const { mails } = await world.control.state();
    expect(mails).to.have.length(1);

    await world.control.accept('claire@boulangerie.example');
    world.clock.forward(5);
    await world.services.queue.enqueue('sweep-invitations', {}, { key: 'test', runAt: world.clock.now() });
    await world.runJobs();
    expect(JSON.stringify(world.channel.cardOf(form.activityId))).to.include('Opérationnel');

    const record = await world.interlocuteur({ email: 'claire@boulangerie.example' });
    expect(record?.guest.status).to.equal('accepted');
    expect(record?.links[0]?.limiteA).to.equal('-');
    expect(await Interlocuteur.countDocuments({ 'outbox.0': { $exists: true } })).to.equal(0);
    const verdict = await verifyAudit(world.cabinetId);
    expect(verdict.faults).to.deep.equal([]);
    expect(verdict.lines).to.be.greaterThan(2);
  });
});
