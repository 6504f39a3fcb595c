import type { AuditActor } from '../../models/audit-event.ts';
import type { Guest, InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';
import { audited, follows } from './events.ts';
import { newWithdrawal } from './withdraw-guest.ts';

type Closing = {
  actor: AuditActor;
  because: NonNullable<Guest['removedBecause']>;
  /** What else is to be written on the person, and to follow, in the same update. */
  set?: Record<string, unknown>;
  unset?: string[];
  events?: OutboxEvent[];
};

/**
 * Takes a person's access to the tenant away, in one write: the guest is deleted by the job that the write starts, and
 * an invitation on its way finds that it is no longer wanted.
 *
 * @returns null when somebody changed the person meanwhile, or when there was no access to take away.
 */
export async function closeAccess(
  services: Services,
  record: InterlocuteurRecord,
  { actor, because, set, unset = [], events = [] }: Closing,
): Promise<InterlocuteurRecord | null> {
  const now = services.now();
  const { guest, cabinetId } = record;
  const mayBeThere = guest.entraObjectId || guest.askedAt;
  const withdrawal = mayBeThere ? newWithdrawal(now, record.email, guest) : undefined;
  const moved = await moveGuest({
    where: { _id: record._id, cabinetId, version: record.version, 'guest.generation': guest.generation },
    to: 'removed',
    // A new generation: the buttons of cards that still show the access do nothing any more.
    set: {
      ...set,
      'guest.removedAt': now,
      'guest.removedBecause': because,
      'guest.generation': guest.generation + 1,
    },
    unset: [
      'guest.entraObjectId',
      'guest.origin',
      'guest.askedAt',
      'guest.leaseUntil',
      'guest.nextAttemptAt',
      'guest.nextCheckAt',
      'team',
      ...unset,
    ],
    push: withdrawal && { withdrawals: withdrawal },
    events: [
      audited(now, record, {
        actor,
        act: 'interlocuteur.access-removed',
        before: { status: guest.status, entraObjectId: guest.entraObjectId },
        after: { status: 'removed', because },
      }),
      ...(withdrawal ? [follows(now, record, 'withdraw-guest', { data: { withdrawalId: withdrawal._id } })] : []),
      follows(now, record, 'refresh-cards'),
      ...events,
    ],
  });
  if (moved) await dispatchSoon(services, 'interlocuteur', moved);
  return moved;
}
