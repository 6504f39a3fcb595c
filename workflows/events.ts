/** The outbox events that follow a change, in one place so that their shape stays the same. */
import type { JobName } from '../jobs/catalog.ts';
import type { AuditActor, AuditDetails } from '../models/audit-event.ts';
import { type OutboxEvent, outboxEvent } from '../models/outbox.ts';
import type { Staff } from './rights.ts';

export const SYSTEM: AuditActor = { kind: 'system', id: 'relais' };

export function actorOf(staff: Staff): AuditActor {
  return { kind: 'collaborateur', id: String(staff.collaborateurId) };
}

/** The audit line of a change to a record. */
export function auditedOn(
  at: Date,
  subject: AuditDetails['subject'],
  line: Pick<AuditDetails, 'actor' | 'act' | 'before' | 'after'> & { door?: AuditDetails['door'] },
): OutboxEvent {
  const { door = line.actor.kind === 'system' ? 'job' : 'teams', ...rest } = line;
  return outboxEvent(at, { audit: { ...rest, door, subject } });
}

/** A job to be started. Payloads carry identifiers only (design, section 4). */
export function startsJob(at: Date, name: JobName, data: Record<string, unknown>, runAt = at): OutboxEvent {
  return outboxEvent(at, { job: { name, data, runAt } });
}

/** The cards that show a record are to follow it. */
export function refreshesCards(at: Date, cabinetId: string, recordId: unknown, runAt = at): OutboxEvent {
  return startsJob(at, 'refresh-cards', { cabinetId, recordId: String(recordId) }, runAt);
}

/** The card's update must reach Teams after the answer to the click, or the older state would cover it. */
export function afterTheAnswer(now: Date): Date {
  return new Date(now.getTime() + 500);
}
