import type { QueryFilter, UpdateQuery } from 'mongoose';
import {
  GUEST_STATES,
  GUEST_TRANSITIONS,
  type Guest,
  type GuestState,
  Interlocuteur,
  type InterlocuteurRecord,
} from './interlocuteur.ts';
import type { OutboxEvent } from './outbox.ts';

type Move = {
  /** Which record, and what must still be true of it (generation, lease, version). */
  where: QueryFilter<InterlocuteurRecord> & { cabinetId: string };
  to: GuestState;
  set?: Record<string, unknown> & { guest?: Guest };
  unset?: string[];
  push?: Record<string, unknown>;
  /** What must follow, written in the same update. */
  events: OutboxEvent[];
};

/**
 * The only writer of a guest's status: one conditional update from a state that the table allows.
 *
 * @returns the record after the move, or null when the claim was lost, which is a normal and quiet outcome.
 */
export function moveGuest({ where, to, set, unset, push, events }: Move): Promise<InterlocuteurRecord | null> {
  const from = GUEST_STATES.filter((state) => GUEST_TRANSITIONS[state].includes(to));
  const update: UpdateQuery<InterlocuteurRecord> = {
    // A whole new guest carries its status within: MongoDB refuses to set a path and its parent together.
    $set: set?.guest ? { ...set, guest: { ...set.guest, status: to } } : { 'guest.status': to, ...set },
    $inc: { version: 1 },
    $push: { outbox: { $each: events }, ...push },
  };
  if (unset?.length) update.$unset = Object.fromEntries(unset.map((path) => [path, 1]));
  // Whatever state the caller claims, the table stands above it.
  return Interlocuteur.findOneAndUpdate({ $and: [where, { 'guest.status': { $in: from } }] }, update, {
    returnDocument: 'after',
    runValidators: true,
  })
    .lean<InterlocuteurRecord>()
    .exec();
}
