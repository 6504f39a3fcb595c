/** The outbox events of a conversion, and how long it is kept. */
import type { AuditActor } from '../../models/audit-event.ts';
import type { ConversionRecord } from '../../models/conversion.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { auditedOn, refreshesCards } from '../events.ts';

/** A TRA, its FEC and what is said of them. */
export const KEPT_MS = 24 * 60 * 60 * 1_000;

type Subject = Pick<ConversionRecord, '_id' | 'cabinetId' | 'slots'>;

/** The audit line of a change to this conversion. */
export function conversionAudited(
  at: Date,
  { _id }: Pick<Subject, '_id'>,
  line: { actor: AuditActor; act: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): OutboxEvent {
  const door = line.actor.kind === 'partner' ? ('api' as const) : undefined;
  return auditedOn(at, { kind: 'conversion', id: String(_id) }, { ...line, ...(door && { door }) });
}

/** Cards follow the conversion, and those that waited for its file the place they kept for it. */
export function conversionCards(at: Date, { _id, cabinetId, slots }: Subject, runAt = at): OutboxEvent[] {
  return [_id, ...slots].map((id) => refreshesCards(at, cabinetId, id, runAt));
}
