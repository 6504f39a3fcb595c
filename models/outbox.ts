/**
 * What must follow from a change of state, written in the same update as the change (design, section 2): the audit
 * line it leaves and the job it starts. A dispatcher carries events out and then removes them; a crash anywhere leaves
 * either nothing or an event that the next sweep finds.
 */
import { randomUUID } from 'node:crypto';
import { Schema } from 'mongoose';
import type { AuditDetails } from './audit-event.ts';

export type OutboxEvent = {
  _id: string;
  at: Date;
  audit?: AuditDetails;
  job?: { name: string; data: Record<string, unknown>; runAt: Date };
};

export const outboxSchema = new Schema<OutboxEvent>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    audit: { type: Schema.Types.Mixed },
    job: { type: Schema.Types.Mixed },
  },
  { minimize: false },
);

/** Builds an event with an identifier of its own; the job and audit line take theirs from it. */
export function outboxEvent(at: Date, parts: Pick<OutboxEvent, 'audit' | 'job'>): OutboxEvent {
  return { _id: randomUUID(), at, ...parts };
}
