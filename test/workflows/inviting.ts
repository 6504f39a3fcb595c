/**
 * What the stories of an invitation share: a firm with an inviter, a dossier and a team, short ways to act and to look,
 * and a Graph that can be made to hang at a chosen call, which is all that a killed process ever sees of it.
 */
import mongoose from 'mongoose';
import { invitationMail } from '../../bot/mails/invitation-mail.ts';
import type { GraphCall, GraphClient } from '../../graph/graph-client.ts';
import type { DossierRecord } from '../../models/dossier.ts';
import type { InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { Team } from '../../models/team.ts';
import type { CheckedInvitation } from '../../workflows/invitations/check-invitation-form.ts';
import { inviteClient } from '../../workflows/invitations/invite-client.ts';
import { sendInvitation } from '../../workflows/invitations/send-invitation.ts';
import type { Staff } from '../../workflows/rights.ts';
import type { Services } from '../../workflows/services.ts';
import { buildWorld } from '../support/world.ts';

export const CLAIRE = 'claire@boulangerie.example';
export const MINUTE = 60;
export const DAY = 24 * 60 * MINUTE;

export type Inviting = Awaited<ReturnType<typeof buildInviting>>;

type Wish = Partial<CheckedInvitation> & { by?: Staff; on?: DossierRecord; teamId?: string };

export async function buildInviting(name: string) {
  const world = await buildWorld(name);
  const { clock, control, cabinetId, services, team } = world;
  const firm = { camille: undefined as unknown as Staff, dossier: undefined as unknown as DossierRecord };

  /** The first day again: one inviter, one dossier, one team, nobody invited. */
  async function startOver(): Promise<void> {
    const collections = await mongoose.connection.db!.collections();
    const filled = collections.filter(({ collectionName }) => collectionName !== 'cabinets');
    await Promise.all([...filled.map((collection) => collection.deleteMany({})), control.reset()]);
    world.channel.posted.length = 0;
    firm.camille = world.asStaff(await world.buildStaff());
    firm.dossier = await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    await Team.create({ cabinetId, aadGroupId: team.aadGroupId, name: team.name, isInstalled: true });
  }

  /** Asks for the invitation of Claire Martin, as the card would; the job is left waiting. */
  function invite({ by = firm.camille, on = firm.dossier, ...wish }: Wish = {}) {
    const claire = { nom: 'Martin', prenom: 'Claire', email: CLAIRE, qualite: 'direction-tpe' as const };
    const checked = { mobile: undefined, message: undefined, ...claire, ...wish };
    return inviteClient(services, by, { ...checked, dossierId: on._id });
  }

  async function record(email = CLAIRE): Promise<InterlocuteurRecord> {
    const found = await world.interlocuteur({ email });
    if (!found) throw new Error(`no interlocuteur ${email}`);
    return found;
  }

  /** Runs the sending once, as the job does, through this Graph. */
  async function send(graph: GraphClient = services.graph, email = CLAIRE) {
    const { _id } = await record(email);
    return sendInvitation({ ...services, graph }, { cabinetId, interlocuteurId: _id }, invitationMail);
  }

  /** Runs job after job, the clock following them, until none is left. */
  async function runAllJobs(most = 60) {
    const jobs = mongoose.connection.db!.collection('jobs');
    const ran: Awaited<ReturnType<typeof world.runJobs>> = [];
    for (let count = 0; count < most; count += 1) {
      const next = await jobs.findOne({}, { sort: { nextRunAt: 1 } });
      if (!next) return ran;
      if (next.nextRunAt > clock.now()) clock.set(next.nextRunAt);
      ran.push(...(await world.runJobs({ forward: 0 })));
    }
    throw new Error(`still jobs after ${most} rounds`);
  }

  /** Invites somebody and follows it to its end. */
  async function invited(wish: Wish = {}): Promise<InterlocuteurRecord> {
    await invite(wish);
    await runAllJobs();
    return record(wish.email);
  }

  async function jobsWaiting(name?: string) {
    return mongoose.connection
      .db!.collection('jobs')
      .find(name ? { name } : {})
      .sort({ nextRunAt: 1 })
      .toArray();
  }

  async function forgetJobs(): Promise<void> {
    await mongoose.connection.db!.collection('jobs').deleteMany({});
  }

  /** Starts the sweep and what it finds. */
  async function sweep({ forward = 2 } = {}) {
    clock.forward(forward);
    await services.queue.enqueue('sweep-invitations', {}, { key: `test:${clock.now()}`, runAt: clock.now() });
    return world.runJobs({ forward: 0 });
  }

  /** The guests that the tenant has for this address. */
  async function guests(email = CLAIRE) {
    const { users } = await control.state();
    return users.filter(({ userType, mail }) => userType === 'Guest' && mail === email);
  }

  async function mails(email = CLAIRE) {
    const sent = (await control.state()).mails;
    return sent.filter(({ message }) =>
      message.toRecipients.some(({ emailAddress }) => emailAddress.address === email),
    );
  }

  async function auditActs(): Promise<string[]> {
    const lines = await mongoose.connection.db!.collection('audit_events').find().sort({ seq: 1 }).toArray();
    return lines.map(({ act }) => act as string);
  }

  return {
    world,
    firm,
    startOver,
    invite,
    invited,
    record,
    send,
    runAllJobs,
    jobsWaiting,
    forgetJobs,
    sweep,
    guests,
    mails,
    auditActs,
    count: () => Interlocuteur.countDocuments({ cabinetId }),
  };
}

export const CALLS = {
  lookup: ({ method, path }: GraphCall) => method === 'GET' && path.startsWith('/users?'),
  invite: ({ path }: GraphCall) => path === '/invitations',
  mail: ({ path }: GraphCall) => path.endsWith('/sendMail'),
} as const;

export type HangingGraph = { graph: GraphClient; reached: Promise<void>; resume(): void };

/** A Graph whose first such call stays without an answer, before or after its effect, until it is resumed. */
export function hangingGraph(
  { graph: real }: Services,
  isThat: (call: GraphCall) => boolean,
  when: 'before' | 'after',
): HangingGraph {
  let arrive = () => {};
  let resume = () => {};
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const resumed = new Promise<void>((resolve) => (resume = resolve));
  let isMet = false;
  const graph: GraphClient = {
    async request<Answer>(call: GraphCall): Promise<Answer> {
      if (isMet || !isThat(call)) return real.request<Answer>(call);
      isMet = true;
      const done = when === 'after' ? { answer: await real.request<Answer>(call) } : undefined;
      arrive();
      await resumed;
      return done ? done.answer : real.request<Answer>(call);
    },
  };
  return { graph, reached, resume: () => resume() };
}
