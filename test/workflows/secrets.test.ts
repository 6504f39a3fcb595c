import { expect } from 'chai';
import mongoose from 'mongoose';
import { symbols } from 'pino';
import { log, setUpLog } from '../../log.ts';
import { correctEmail } from '../../workflows/invitations/correct-email.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { resendInvitation } from '../../workflows/invitations/resend-invitation.ts';
import { buildInviting, CLAIRE, type Inviting } from './inviting.ts';

/** Everything the log writes while `act` runs, at the finest level, as it would stand in the file. */
async function logged(act: () => Promise<unknown>): Promise<string> {
  const { level } = log();
  const lines: string[] = [];
  const logger = setUpLog('trace', 'test');
  Object.assign(logger, { [symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  try {
    await act();
  } finally {
    setUpLog(level, 'test');
  }
  return lines.join('');
}

describe('What must not be kept', () => {
  let scene: Inviting;
  let story = '';
  before(async () => {
    scene = await buildInviting('secrets');
    await scene.startOver();
    story = await logged(everything);
  });
  after(() => scene.world.close());

  /** All that can happen to an invitation, failures and refusals of every kind included. */
  async function everything() {
    const { world, firm } = scene;
    const kinds = ['throttled', 'unavailable-after', 'dropped-after', 'server-error'] as const;
    for (const path of ['/users$', '/invitations$', '/sendMail$', '/members', '/users/']) {
      await world.control.setFaults({ kinds: [...kinds], match: { path }, times: 2, retryAfter: 0 });
      await scene.invited({ email: `a${path.length}@boulangerie.example`, teamId: world.team.aadGroupId });
    }
    await world.control.clearFaults();
    const claire = await scene.invited({ message: 'Un mot personnel', mobile: '+33612345678' });
    const ref = { interlocuteurId: String(claire._id) };
    await resendInvitation(world.services, firm.camille, { ...ref, generation: 1 });
    await scene.runAllJobs();
    const email = 'c.martin@boulangerie.example';
    await correctEmail(world.services, firm.camille, { ...ref, generation: 2, email });
    await scene.runAllJobs();
    await world.control.setFaults({ kinds: ['forbidden'], match: { method: 'DELETE' } });
    await removeAccess(world.services, firm.camille, { ...ref, generation: 3 });
    await scene.runAllJobs();
    await world.control.clearFaults();
    await world.control.putUser({ userPrincipalName: 'membre@interne.example', mail: 'membre@interne.example' });
    await scene.invited({ email: 'membre@interne.example' });
    await scene.invited({ email: 'stagiaire@vauban-conseil.example' });
    // An answer that makes no sense, and a database that fails.
    await scene.invite({ email: 'sens@boulangerie.example' });
    world.clock.forward(1);
    await scene.send(
      { request: () => Promise.resolve({ value: [{ mail: CLAIRE }] } as never) },
      'sens@boulangerie.example',
    );
  }

  async function redeemLinks(): Promise<string[]> {
    const { invitations } = await scene.world.control.state();
    return invitations.map(({ inviteRedeemUrl }) => inviteRedeemUrl);
  }

  it('the redeem link stands in the mail, and in no collection of the database', async () => {
    const links = await redeemLinks();
    expect(links).to.have.length.greaterThan(5);
    let scanned = 0;
    for (const collection of await mongoose.connection.db!.collections()) {
      for await (const document of collection.find()) {
        scanned += 1;
        const text = JSON.stringify(document);
        for (const link of links) {
          expect(text, collection.collectionName).to.not.include(link);
          expect(text, collection.collectionName).to.not.include(link.split('/').at(-1));
        }
      }
    }
    expect(scanned).to.be.greaterThan(20);
  });

  it('the log has heard of all of it, and holds no link', async () => {
    expect(story.split('\n')).to.have.length.greaterThan(50);
    for (const link of await redeemLinks()) expect(story).to.not.include(link.split('/').at(-1));
    expect(story).to.not.match(/redeem/i);
  });

  it('the log holds no address, no name, no number, no message of anybody', () => {
    const addresses = story.match(/[\w.+-]+(?:@|%40)[\w-]+\.example/g) ?? [];
    expect([...new Set(addresses)]).to.deep.equal([]);
    for (const personal of ['Martin', 'Claire', 'Camille', 'Roux', '612345678', 'mot personnel', 'Boulangerie']) {
      expect(story).to.not.include(personal);
    }
  });

  it('the log holds no token', () => {
    expect(story).to.not.match(/bearer/i);
  });

  it('payloads of jobs hold identifiers only', async () => {
    await scene.invite({ email: 'paul@boulangerie.example' });
    const jobs = await scene.jobsWaiting();
    expect(jobs).to.have.length.greaterThan(0);
    for (const { data } of jobs) {
      expect(Object.keys(data)).to.satisfy((keys: string[]) => keys.every((key) => key.endsWith('Id')));
      expect(JSON.stringify(data)).to.not.match(/@|Martin|Claire/);
    }
  });

  it('audit lines name people by identifier, and never hold a link or a message', async () => {
    const lines = await mongoose.connection.db!.collection('audit_events').find().toArray();
    expect(lines).to.have.length.greaterThan(10);
    const text = JSON.stringify(lines);
    for (const personal of ['Martin', 'Camille', 'mot personnel', '/redeem/']) expect(text).to.not.include(personal);
  });
});
