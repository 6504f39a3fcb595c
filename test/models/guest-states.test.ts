import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { GUEST_STATES, GUEST_TRANSITIONS, type GuestState, Interlocuteur } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const FIRM = 'cabinet-1';
const state = fc.constantFrom(...GUEST_STATES);

describe('The states of a guest', () => {
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('guest-states');
  });
  after(() => database.drop());

  async function personIn(status: GuestState) {
    const _id = new Types.ObjectId();
    await Interlocuteur.create({
      _id,
      cabinetId: FIRM,
      nom: 'Martin',
      email: `${_id}@x.example`,
      qualite: 'direction-tpe',
      guest: { status, generation: 1, failures: 0, mail: { state: 'none' } },
    });
    return _id;
  }
  const statusOf = async (_id: Types.ObjectId) => (await Interlocuteur.findById(_id).lean())!.guest.status;

  it('all appear in the table, and each leads somewhere but never out of it', () => {
    expect(Object.keys(GUEST_TRANSITIONS)).to.have.members([...GUEST_STATES]);
    for (const from of GUEST_STATES) {
      expect(GUEST_TRANSITIONS[from], from).to.have.length.greaterThan(0);
      for (const to of GUEST_TRANSITIONS[from]) expect(GUEST_STATES, `${from} to ${to}`).to.include(to);
    }
  });

  it('can all be reached from the first, and none of them is a dead end', () => {
    const reached = new Set<GuestState>(['not-invited']);
    for (const from of reached) for (const to of GUEST_TRANSITIONS[from]) reached.add(to);
    expect([...reached]).to.have.members([...GUEST_STATES]);
    for (const from of GUEST_STATES) expect(GUEST_TRANSITIONS[from], from).to.include('inviting');
  });

  it('move as the table says, and only so, whatever is tried in whatever order', async () => {
    const acts = fc.array(fc.record({ to: state, claims: fc.option(state, { nil: undefined }) }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(state, acts, async (first, sequence) => {
        const _id = await personIn(first);
        let current = first;
        for (const { to, claims } of sequence) {
          const where = { _id, cabinetId: FIRM, ...(claims && { 'guest.status': claims }) };
          const moved = await moveGuest({ where, to, events: [] });
          const mayMove = GUEST_TRANSITIONS[current].includes(to) && (!claims || claims === current);
          expect(Boolean(moved), `${current} to ${to}, claiming ${claims}`).to.equal(mayMove);
          if (mayMove) current = to;
          expect(await statusOf(_id)).to.equal(current);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('count one version for each move that took place, and leave its events', async () => {
    const _id = await personIn('pending');
    await moveGuest({ where: { _id, cabinetId: FIRM }, to: 'refused', events: [] });
    expect((await Interlocuteur.findById(_id).lean())?.version).to.equal(0);
    const event = { _id: 'event-1', at: new Date() };
    const moved = await moveGuest({ where: { _id, cabinetId: FIRM }, to: 'accepted', events: [event] });
    expect(moved).to.include({ version: 1 });
    expect(moved?.outbox.map((one) => one._id)).to.deep.equal(['event-1']);
  });

  it('take the status asked for, even when a whole new guest that says otherwise is set', async () => {
    const _id = await personIn('refused');
    const guest = { status: 'accepted' as const, generation: 2, failures: 0, mail: { state: 'none' as const } };
    const moved = await moveGuest({ where: { _id, cabinetId: FIRM }, to: 'inviting', set: { guest }, events: [] });
    expect(moved?.guest).to.include({ status: 'inviting', generation: 2 });
  });

  it('let one of many simultaneous moves win', async () => {
    const _id = await personIn('pending');
    const where = { _id, cabinetId: FIRM, 'guest.status': 'pending' as const };
    const moves = await Promise.all(
      (['accepted', 'removed', 'inviting', 'accepted'] as const).map((to) => moveGuest({ where, to, events: [] })),
    );
    expect(moves.filter(Boolean)).to.have.length(1);
  });

  it('do not move for another firm', async () => {
    const _id = await personIn('pending');
    expect(await moveGuest({ where: { _id, cabinetId: 'autre' }, to: 'accepted', events: [] })).to.equal(null);
    expect(await statusOf(_id)).to.equal('pending');
  });

  it('have one writer in the whole source: moveGuest', () => {
    const writers = sources(['workflows', 'models', 'jobs', 'bot', 'api'])
      .filter(([, text]) => /\$set\b[^;]*?'guest\.status'/s.test(text) || /\.guest\.status\s*=[^=]/.test(text))
      .map(([path]) => path);
    expect(writers).to.deep.equal(['models/move-guest.ts']);
  });

  it('are given whole to nobody but moveGuest, and to the creation of a person', () => {
    const setters = sources(['workflows', 'jobs', 'bot', 'api'])
      .filter(([, text]) => /\bguest:\s*(\{|newInvitation|invitation\b)/.test(text))
      .map(([path]) => path.split('/').at(-1));
    expect(setters).to.have.members([
      ...['add-interlocuteur.ts', 'correct-email.ts', 'invite-client.ts', 'link-dirigeant.ts', 'resend-invitation.ts'],
    ]);
  });
});

function sources(folders: string[]): [path: string, text: string][] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name): [string, string] => [join(folder, name), readFileSync(join(folder, name), 'utf8')]),
  );
}
