/** The outbox events of a file of companies. */
import type { AuditActor } from '../../models/audit-event.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import type { PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { auditedOn, refreshesCards, startsJob } from '../events.ts';

type Subject = Pick<PortfolioImportRecord, '_id' | 'cabinetId' | 'slots' | 'door'>;

/** The audit line of a change to this import. */
export function importAudited(
  at: Date,
  { _id, door }: Subject,
  line: { actor: AuditActor; act: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): OutboxEvent {
  const isPerson = line.actor.kind === 'collaborateur';
  return auditedOn(at, { kind: 'portfolio-import', id: String(_id) }, { ...line, ...(isPerson && { door }) });
}

/** Cards follow the import, and those that waited for its file the place they kept for it. */
export function importCards(at: Date, { _id, cabinetId, slots }: Subject, runAt = at): OutboxEvent[] {
  return [_id, ...slots].map((id) => refreshesCards(at, cabinetId, id, runAt));
}

export function importJob(
  at: Date,
  { _id, cabinetId }: Subject,
  name: 'read-portfolio-file' | 'import-portfolio-lines',
): OutboxEvent {
  return startsJob(at, name, { cabinetId, importId: String(_id) });
}
