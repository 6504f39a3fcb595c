/**
 * Triggered by the job of that name; needs a dossier whose client goes; closes the access of everybody who has no other
 * dossier of the firm, and leaves the dossier `left` once the tenant knows none of them any more. May be killed at any
 * line and run again.
 */
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, refreshesCards, SYSTEM } from '../events.ts';
import { nextAttempt } from '../invitations/back-off.ts';
import { closeAccess } from '../invitations/close-access.ts';
import type { Services } from '../services.ts';
import { otherDossiersOf } from './other-dossiers.ts';

/** An access that was being asked for at the instant of the exit may come after it: it is looked for that long. */
const WATCH_MS = 60 * 60 * 1_000;
const WATCH_EVERY_MS = 60_000;
const OPEN = ['inviting', 'pending', 'accepted', 'refused'];

type Ids = { cabinetId: string; dossierId: string };

/** @returns `left` once nothing is open, `later` while the tenant still has to be told. */
export async function finishExit(
  services: Services,
  { cabinetId, dossierId }: Ids,
): Promise<'left' | 'later' | 'nothing'> {
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier || dossier.status === 'active') return 'nothing';
  const people = await Interlocuteur.find({ cabinetId, 'links.dossierId': dossier._id }).lean<InterlocuteurRecord[]>();
  const others = await otherDossiersOf(cabinetId, dossier._id, people);
  const leaving = people.filter(({ _id }) => (others.get(String(_id)) ?? []).length === 0);
  let isOpen = false;
  for (const person of leaving) {
    if (OPEN.includes(person.guest.status)) {
      // Their former guest is to be deleted, or somebody changed them meanwhile: the next look will say.
      isOpen = true;
      await closeAccess(services, person, { actor: SYSTEM, because: 'client-left' });
    } else if (person.withdrawals.some(({ state }) => state === 'to-do' || state === 'refused')) {
      isOpen = true;
      await askAgain(services, person);
    }
  }
  return isOpen ? lookAgain(services, dossier) : settle(services, dossier);
}

/** The administrateur may have given the right, or deleted the guest by hand, since Microsoft 365 refused. */
async function askAgain({ now }: Services, { _id, cabinetId, withdrawals }: InterlocuteurRecord): Promise<void> {
  for (const { _id: withdrawalId, state } of withdrawals) {
    if (state !== 'refused') continue;
    await Interlocuteur.updateOne(
      { _id, cabinetId, withdrawals: { $elemMatch: { _id: withdrawalId, state: 'refused' } } },
      // The sweep of withdrawals takes it from here.
      { $set: { 'withdrawals.$.state': 'to-do', 'withdrawals.$.nextAttemptAt': now() } },
    );
  }
}

async function lookAgain(services: Services, dossier: DossierRecord): Promise<'later'> {
  const failures = (dossier.exitFailures ?? 0) + 1;
  const exitCheckAt = nextAttempt(services.now(), failures);
  await Dossier.updateOne(
    { _id: dossier._id, cabinetId: dossier.cabinetId, status: dossier.status },
    { $set: { exitCheckAt, exitFailures: failures } },
  );
  return 'later';
}

async function settle(services: Services, dossier: DossierRecord): Promise<'left' | 'later'> {
  const now = services.now();
  const { _id, cabinetId } = dossier;
  if (dossier.status === 'left') {
    const isWatched = now.getTime() - (dossier.leftAt?.getTime() ?? 0) < WATCH_MS;
    const next = { exitCheckAt: new Date(now.getTime() + WATCH_EVERY_MS), exitFailures: 0 };
    await Dossier.updateOne(
      { _id, cabinetId, status: 'left' },
      isWatched ? { $set: next } : { $unset: { exitCheckAt: 1 } },
    );
    return 'left';
  }
  const moved = await moveDossier({
    from: dossier,
    to: 'left',
    set: { leftAt: now, exitCheckAt: new Date(now.getTime() + WATCH_EVERY_MS), exitFailures: 0 },
    events: [
      auditedOn(
        now,
        { kind: 'dossier', id: String(_id) },
        { actor: SYSTEM, act: 'dossier.left', before: { status: 'leaving' }, after: { status: 'left' } },
      ),
      refreshesCards(now, cabinetId, _id),
    ],
  });
  // Changed meanwhile: the sweep looks again.
  if (!moved) return 'later';
  await dispatchSoon(services, 'dossier', moved);
  return 'left';
}
