/** A firm with a dossier, people who answer for it, and somebody to open services to. */
import { randomUUID } from 'node:crypto';
import type { StaffRole } from '../../../config.ts';
import { Dossier, type DossierRecord } from '../../../models/dossier.ts';
import type { Grant } from '../../../models/dossier-offers.ts';
import { inviteClient } from '../../../workflows/invitations/invite-client.ts';
import { startPlan } from '../../../workflows/offers/start-plan.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildWorld, type World } from '../../support/world.ts';

export type Opening = Awaited<ReturnType<typeof buildOpening>>;

export async function buildOpening(name: string) {
  const world = await buildWorld(name);
  const staff = async (displayName: string, roles: StaffRole[]) =>
    world.asStaff(await world.buildStaff({ displayName, roles }));
  const admin = await staff('Camille Roux', ['administrateur']);
  const maitre = await staff('Thomas Garnier', ['collaborateur']);
  const other = await staff('Nadia Benali', ['collaborateur']);
  let people = 0;

  async function dossier(overrides: Partial<DossierRecord> = {}) {
    return world.buildDossier({ maitreDuDossierId: maitre.collaborateurId, ...overrides });
  }

  /** Somebody invited to a dossier; `accepted` unless told otherwise. */
  async function person(on: DossierRecord, { accepts = true, qualite = 'direction-tpe' as const, by = admin } = {}) {
    people += 1;
    const email = `client-${people}-${randomUUID().slice(0, 6)}@client.example`;
    const identity = {
      nom: `Client ${people}`,
      prenom: 'Claire',
      email,
      qualite,
      mobile: undefined,
      message: undefined,
    };
    const { interlocuteurId } = await inviteClient(world.services, by, { ...identity, dossierId: on._id });
    if (accepts) {
      await run();
      await world.control.accept(email);
      await look();
    }
    return { interlocuteurId: String(interlocuteurId), email };
  }

  /** Everything that is due, and what follows from it, for a while. */
  async function run(seconds = 5) {
    for (let i = 0; i < seconds; i += 1) await world.runJobs({ forward: 1 });
  }

  /** The worker's looks at who has accepted, and whatever was late. */
  async function look(seconds = 3) {
    for (let i = 0; i < seconds; i += 1) {
      for (const sweep of ['sweep-invitations', 'sweep-grants', 'sweep-exits', 'sweep-outbox'] as const) {
        await world.services.queue.enqueue(sweep, {}, { key: randomUUID(), runAt: world.clock.now() });
      }
      await world.runJobs({ forward: 3 });
    }
  }

  async function open(on: DossierRecord, interlocuteurId: string, offer: string, by: Staff = admin) {
    const refs = { dossierId: String(on._id), interlocuteurId, offer };
    return startPlan(world.services, by, { ...refs, confirmsSubscription: true });
  }

  async function read(on: { _id: unknown }) {
    return (await Dossier.findById(on._id).lean<DossierRecord>())!;
  }

  async function grant(on: { _id: unknown }, interlocuteurId: string, offer: string): Promise<Grant | undefined> {
    const { grants } = await read(on);
    return grants.find((one) => one.offer === offer && String(one.interlocuteurId) === interlocuteurId);
  }

  async function mailsTo(email: string, about: RegExp) {
    const { mails } = await world.control.state();
    return mails
      .map(({ message }) => message)
      .filter(({ subject, toRecipients }) => about.test(subject) && JSON.stringify(toRecipients).includes(email));
  }

  return { world: world as World, admin, maitre, other, dossier, person, run, look, open, read, grant, mailsTo };
}
