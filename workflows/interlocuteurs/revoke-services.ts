/**
 * Triggered by the job of that name; needs a revocation on the person; takes back what was open to them before it, one
 * dossier after the other, then forgets the revocation. May be killed at any line and run again, or twice at once.
 */
import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { OfferMove } from '../../models/dossier-offers.ts';
import { Interlocuteur, type InterlocuteurRecord, type Revocation } from '../../models/interlocuteur.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, refreshesCards } from '../events.ts';
import { follows } from '../invitations/events.ts';
import type { Services } from '../services.ts';

type Ids = { cabinetId: string; interlocuteurId: string; revocationId: string };

const MAX_TRIES = 8;
/** Dossiers at a time, for somebody who is the interlocuteur of hundreds. */
const PAGE = 50;

/** @returns how many dossiers lost something; `nothing` when it was all done before. */
export async function revokeServices(
  services: Services,
  { cabinetId, interlocuteurId, revocationId }: Ids,
): Promise<number | 'nothing'> {
  const person = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  const revocation = person?.revocations.find(({ _id }) => _id === revocationId);
  if (!person || !revocation) return 'nothing';
  let count = 0;
  for (;;) {
    const dossiers = await dossiersToDo(person, revocation);
    for (const { _id } of dossiers) count += (await revokeOn(services, person, revocation, _id)) ? 1 : 0;
    if (dossiers.length < PAGE) break;
  }
  const now = services.now();
  const done = await Interlocuteur.findOneAndUpdate(
    { _id: person._id, cabinetId, 'revocations._id': revocationId },
    {
      $pull: { revocations: { _id: revocationId } },
      $inc: { version: 1 },
      $push: { outbox: follows(now, person, 'refresh-cards') },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (done) await dispatchSoon(services, 'interlocuteur', done);
  return count;
}

function dossiersToDo({ _id, cabinetId }: InterlocuteurRecord, { dossierId, at }: Revocation) {
  const isOpen = { interlocuteurId: _id, status: { $in: ['proposed', 'active'] }, requestedAt: { $lte: at } } as const;
  const where = { cabinetId, ...(dossierId && { _id: dossierId }), 'grants.interlocuteurId': _id };
  return Dossier.find({ ...where, grants: { $elemMatch: isOpen } }, { _id: 1 })
    .limit(PAGE)
    .lean();
}

/** @returns false when somebody else had taken them back meanwhile. */
async function revokeOn(
  services: Services,
  person: InterlocuteurRecord,
  { at, by, dossierId: only }: Revocation,
  dossierId: DossierRecord['_id'],
): Promise<boolean> {
  const { cabinetId } = person;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = services.now();
    const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
    const open = (dossier?.grants ?? []).filter(
      (one) => one.status !== 'revoked' && one.interlocuteurId.equals(person._id) && one.requestedAt <= at,
    );
    if (!dossier || open.length === 0) return false;
    const revokedBecause = only ? ('asked' as const) : ('interlocuteur-removed' as const);
    const set = { revokedAt: now, revokedBy: by, revokedBecause };
    const moves = open.map(
      ({ offer, interlocuteurId }): OfferMove => ({ level: 'grant', offer, interlocuteurId, to: 'revoked', set }),
    );
    const subject = { kind: 'dossier', id: String(dossier._id) };
    const moved = await moveDossier({
      from: dossier,
      moves,
      events: [
        ...open.map(({ offer }) =>
          auditedOn(now, subject, {
            actor: { kind: 'collaborateur', id: String(by) },
            ...{ door: 'job', act: 'grant.revoked' },
            after: { offer, interlocuteurId: String(person._id), because: revokedBecause },
          }),
        ),
        refreshesCards(now, cabinetId, dossier._id),
      ],
    });
    if (!moved) continue;
    await dispatchSoon(services, 'dossier', moved);
    return true;
  }
  // The queue tries again, and after it the sweep.
  throw new AppError('graph-unavailable', { because: 'the dossier kept changing' });
}
