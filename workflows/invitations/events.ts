/** The outbox events of an interlocuteur. */
import type { Types } from 'mongoose';
import type { JobName } from '../../jobs/catalog.ts';
import type { AuditDetails } from '../../models/audit-event.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { auditedOn, refreshesCards, startsJob } from '../events.ts';

export { actorOf, SYSTEM } from '../events.ts';

type Subject = { _id: Types.ObjectId; cabinetId: string };

/** The audit line of a change to this interlocuteur. */
export function audited(
  at: Date,
  subject: Subject,
  line: Pick<AuditDetails, 'actor' | 'act' | 'before' | 'after'>,
): OutboxEvent {
  return auditedOn(at, { kind: 'interlocuteur', id: String(subject._id) }, line);
}

/** A job on this interlocuteur. */
export function follows(
  at: Date,
  { cabinetId, _id }: Subject,
  name: JobName,
  { runAt = at, data = {} }: { runAt?: Date; data?: Record<string, unknown> } = {},
): OutboxEvent {
  if (name === 'refresh-cards') return refreshesCards(at, cabinetId, _id, runAt);
  return startsJob(at, name, { cabinetId, interlocuteurId: String(_id), ...data }, runAt);
}
