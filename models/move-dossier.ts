import { DOSSIER_TRANSITIONS, Dossier, type DossierRecord, type DossierState } from './dossier.ts';
import { applyOfferMoves, type OfferMove } from './dossier-offers.ts';
import type { OutboxEvent } from './outbox.ts';

type Move = {
  /** As it was read: the move is refused when anything has changed since. */
  from: DossierRecord;
  /** Another state of the dossier itself. */
  to?: DossierState;
  /** Changes to its offers, in order. */
  moves?: readonly OfferMove[];
  set?: Partial<DossierRecord>;
  unset?: (keyof DossierRecord)[];
  /** What must follow, written in the same update. */
  events: OutboxEvent[];
};

/**
 * The only writer of the states of a dossier, its offers, its grants and its extensions: one conditional update, fenced
 * by the version that was read.
 *
 * @returns the dossier after the move, or null when a table forbids it or somebody else changed the dossier meanwhile:
 * read it again and decide anew.
 */
export async function moveDossier({ from, to, moves = [], set, unset, events }: Move): Promise<DossierRecord | null> {
  if (to && !DOSSIER_TRANSITIONS[from.status].includes(to)) return null;
  const after = applyOfferMoves({ offers: from.offers, grants: from.grants }, moves);
  if (!after) return null;
  // Nothing is open on the dossier of a client who goes.
  const isOpen = after.offers.some(({ status }) => status === 'active');
  if ((to ?? from.status) !== 'active' && isOpen) return null;
  return Dossier.findOneAndUpdate(
    { _id: from._id, cabinetId: from.cabinetId, version: from.version },
    {
      $set: { ...set, ...(moves.length > 0 && after), ...(to && { status: to }) },
      ...(unset?.length && { $unset: Object.fromEntries(unset.map((path) => [path, 1])) }),
      $inc: { version: 1 },
      $push: { outbox: { $each: events } },
    },
    { returnDocument: 'after', runValidators: true },
  )
    .lean<DossierRecord>()
    .exec();
}
