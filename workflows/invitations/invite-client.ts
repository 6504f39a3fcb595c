import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { Dossier } from '../../models/dossier.ts';
import { derivedKeys, Interlocuteur, type InterlocuteurRecord, LIMITE_A_DEFAULT } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { Team } from '../../models/team.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { canInvite, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedInvitation } from './check-invitation-form.ts';
import { actorOf, audited, follows } from './events.ts';

export type InviteOutcome = {
  interlocuteurId: Types.ObjectId;
  dossierId: Types.ObjectId;
  /** `invited` starts an invitation; the others found one that stands already and only link the dossier. */
  kind: 'invited' | 'already-under-way' | 'already-pending' | 'already-accepted';
};

/** Tries at an optimistic update; each loss means that somebody else changed the same person meanwhile. */
const MAX_TRIES = 5;

/**
 * Records the wish to invite a client: the interlocuteur, the link to the dossier and the invitation, in one write.
 * The call to Graph is the job's. An address that is known, compared without regard to case, is found, not duplicated.
 *
 * @throws AppError `not-found` (dossier), `dossier-left`, `not-allowed`, `interlocuteur-inactive`.
 */
export async function inviteClient(
  services: Services,
  staff: Staff,
  invitation: CheckedInvitation & { dossierId: Types.ObjectId; teamId?: string; isDirigeant?: boolean },
): Promise<InviteOutcome> {
  const { cabinetId } = staff;
  const { dossierId } = invitation;
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }, { status: 1 }).lean();
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  if (dossier.status !== 'active') throw new AppError('dossier-left');
  if (!canInvite(staff)) throw new AppError('not-allowed');
  const team = invitation.teamId
    ? await Team.findOne({ cabinetId, aadGroupId: invitation.teamId, isInstalled: true }).lean()
    : null;

  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const known = await Interlocuteur.findOne({ cabinetId, email: invitation.email }).lean<InterlocuteurRecord>();
    const done = known
      ? await inviteKnown(services, staff, invitation, known, team)
      : await createInvited(services, staff, invitation, team);
    if (done) {
      await dispatchSoon(services, 'interlocuteur', done.record);
      return { interlocuteurId: done.record._id, dossierId, kind: done.kind };
    }
  }
  throw new AppError('stale-card', { because: 'the interlocuteur kept changing' });
}

type Done = { record: InterlocuteurRecord; kind: InviteOutcome['kind'] } | null;
type Invitation = CheckedInvitation & { dossierId: Types.ObjectId; isDirigeant?: boolean };
type KnownTeam = { aadGroupId: string; name: string } | null;

async function createInvited(
  services: Services,
  staff: Staff,
  { nom, prenom, email, qualite, mobile, message, dossierId, isDirigeant }: Invitation,
  team: KnownTeam,
): Promise<Done> {
  const now = services.now();
  const subject = { _id: new Types.ObjectId(), cabinetId: staff.cabinetId };
  const record = {
    ...subject,
    nom,
    prenom,
    email,
    qualite,
    mobile,
    ...derivedKeys({ nom, prenom, email }),
    links: [newLink(now, staff, dossierId, isDirigeant)],
    guest: {
      status: 'inviting' as const,
      generation: 1,
      requestedBy: staff.collaborateurId,
      sponsor: staff.collaborateurId,
      requestedAt: now,
      personalMessage: message,
      failures: 0,
      nextAttemptAt: now,
      mail: { state: 'none' as const },
    },
    ...(team && { team: newMembership(now, team) }),
    version: 1,
    outbox: [
      audited(now, subject, {
        actor: actorOf(staff),
        act: 'interlocuteur.invited',
        after: { status: 'inviting', dossierId: String(dossierId), qualite },
      }),
      follows(now, subject, 'send-invitation', { runAt: afterTheAnswer(now) }),
      refreshesCards(now, staff.cabinetId, dossierId, afterTheAnswer(now)),
    ],
  };
  try {
    const created = await Interlocuteur.create(record);
    return { record: created.toObject() as InterlocuteurRecord, kind: 'invited' };
  } catch (error) {
    // The same address was recorded a moment ago, by another click or another person: take the other road.
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

async function inviteKnown(
  services: Services,
  staff: Staff,
  { message, dossierId, nom, prenom, qualite, mobile, isDirigeant }: Invitation,
  known: InterlocuteurRecord,
  team: KnownTeam,
): Promise<Done> {
  // Somebody whose record was removed is back; somebody deactivated is first reactivated by whoever may.
  if (!known.isActive && !known.removedAt) throw new AppError('interlocuteur-inactive');
  const now = services.now();
  const { guest } = known;
  const isLinked = known.links.some((link) => link.dossierId.equals(dossierId));
  const where = { _id: known._id, cabinetId: known.cabinetId, version: known.version };
  const linked = audited(now, known, {
    actor: actorOf(staff),
    act: 'interlocuteur.linked',
    after: { dossierId: String(dossierId), limiteA: LIMITE_A_DEFAULT },
  });
  const link = isLinked ? undefined : { links: newLink(now, staff, dossierId, isDirigeant) };
  const showsOnDossier = refreshesCards(now, known.cabinetId, dossierId, afterTheAnswer(now));
  const isInTeam = known.team?.aadGroupId === team?.aadGroupId && known.team?.state !== 'failed';
  const joins = team && !isInTeam ? { team: newMembership(now, team) } : {};

  if (guest.status === 'not-invited' || guest.status === 'refused' || guest.status === 'removed') {
    const record = await moveGuest({
      where: { ...where, 'guest.status': guest.status },
      to: 'inviting',
      // A new invitation brings the record up to date; what was left empty is no reason to forget what is known.
      set: {
        guest: newInvitation(now, staff, known, message),
        ...{ nom, prenom: prenom ?? known.prenom, qualite, mobile: mobile ?? known.mobile },
        ...derivedKeys({ nom, prenom: prenom ?? known.prenom, email: known.email }),
        ...(known.removedAt && { isActive: true }),
        ...joins,
      },
      // Somebody whose record was removed is back.
      unset: ['removedAt'],
      push: link,
      events: [
        ...(link ? [linked] : []),
        audited(now, known, {
          actor: actorOf(staff),
          act: 'interlocuteur.invited',
          before: { status: guest.status, qualite: known.qualite },
          after: { status: 'inviting', dossierId: String(dossierId), qualite },
        }),
        follows(now, known, 'send-invitation', { runAt: afterTheAnswer(now) }),
        showsOnDossier,
      ],
    });
    return record && { record, kind: 'invited' };
  }

  const kind = ALREADY[guest.status];
  if (isLinked && !('team' in joins)) return { record: { ...known, outbox: [] }, kind };
  const joinsNow = 'team' in joins && guest.entraObjectId ? [follows(now, known, 'join-team')] : [];
  const record = await Interlocuteur.findOneAndUpdate(
    where,
    {
      $set: joins,
      $inc: { version: 1 },
      $push: {
        outbox: {
          $each: [...(link ? [linked, showsOnDossier] : []), ...joinsNow, follows(now, known, 'refresh-cards')],
        },
        ...link,
      },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  return record && { record, kind };
}

const ALREADY = { inviting: 'already-under-way', pending: 'already-pending', accepted: 'already-accepted' } as const;

/** A new invitation of somebody known: everything of the old one is forgotten but their place in the tenant. */
export function newInvitation(
  now: Date,
  staff: Staff,
  { guest }: Pick<InterlocuteurRecord, 'guest'>,
  personalMessage = guest.personalMessage,
): InterlocuteurRecord['guest'] {
  const hasAccess = guest.status !== 'not-invited' && guest.status !== 'removed';
  const isKnownToTenant = guest.status === 'pending' || guest.status === 'refused';
  return {
    status: 'inviting',
    generation: guest.generation + 1,
    entraObjectId: isKnownToTenant ? guest.entraObjectId : undefined,
    origin: isKnownToTenant ? guest.origin : undefined,
    askedAt: isKnownToTenant ? guest.askedAt : undefined,
    requestedBy: staff.collaborateurId,
    sponsor: (hasAccess && guest.sponsor) || staff.collaborateurId,
    requestedAt: now,
    personalMessage,
    failures: 0,
    nextAttemptAt: now,
    mail: { state: 'none' },
  };
}

function newLink(linkedAt: Date, staff: Staff, dossierId: Types.ObjectId, isDirigeant?: boolean) {
  const link = { dossierId, limiteA: LIMITE_A_DEFAULT, linkedAt, linkedBy: staff.collaborateurId };
  return isDirigeant ? { ...link, isDirigeant } : link;
}

function newMembership(since: Date, { aadGroupId, name }: { aadGroupId: string; name: string }) {
  return { aadGroupId, name, state: 'to-join' as const, since, failures: 0, nextAttemptAt: since };
}
