/** The outbox events of an interlocuteur, in one place so that their shape stays the same. */
import type { Types } from 'mongoose';
import type { JobName } from '../../jobs/catalog.ts';
import type { AuditActor, AuditDetails } from '../../models/audit-event.ts';
import { type OutboxEvent, outboxEvent } from '../../models/outbox.ts';
import type { Staff } from '../rights.ts';

type Subject = { _id: Types.ObjectId; cabinetId: string };

export const SYSTEM: AuditActor = { kind: 'system', id: 'relais' };

export function actorOf(staff: Staff): AuditActor {
  return { kind: 'collaborateur', id: String(staff.collaborateurId) };
}

/** The audit line of a change to this interlocuteur. */
export function audited(
  at: Date,
  subject: Subject,
  line: Pick<AuditDetails, 'actor' | 'act' | 'before' | 'after'>,
): OutboxEvent {
  const door = line.actor.kind === 'system' ? 'job' : 'teams';
  return outboxEvent(at, { audit: { ...line, door, subject: { kind: 'interlocuteur', id: String(subject._id) } } });
}

/** A job on this interlocuteur. */
export function follows(
  at: Date,
  subject: Subject,
  name: JobName,
  { runAt = at, data = {} }: { runAt?: Date; data?: Record<string, unknown> } = {},
): OutboxEvent {
  const ids = { cabinetId: subject.cabinetId, interlocuteurId: String(subject._id) };
  return outboxEvent(at, { job: { name, data: { ...ids, ...data }, runAt } });
}
