/** One line of the firm's audit trail, chained by hash so that a missing or altered line shows. */
import { createHash } from 'node:crypto';
import { model, Schema } from 'mongoose';

/** Who acted. `id` is our own identifier or an Entra object id; never a name or an address. */
export type AuditActor = { kind: 'collaborateur' | 'guest' | 'stranger' | 'partner' | 'system'; id: string };

export type AuditDetails = {
  actor: AuditActor;
  door: 'teams' | 'api' | 'job' | 'cli';
  /** What was done, as `subject.verb`: `interlocuteur.invited`. */
  act: string;
  subject: { kind: string; id: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

export type AuditEventRecord = AuditDetails & {
  /** The outbox event that caused the line: a repeat finds it taken. */
  _id: string;
  cabinetId: string;
  /** 1, 2, 3 … without a hole, per firm. */
  seq: number;
  at: Date;
  previousHash: string;
  hash: string;
};

const auditEventSchema = new Schema<AuditEventRecord>(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    actor: { type: Schema.Types.Mixed, required: true },
    door: { type: String, required: true },
    act: { type: String, required: true },
    subject: { type: Schema.Types.Mixed, required: true },
    before: { type: Schema.Types.Mixed },
    after: { type: Schema.Types.Mixed },
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { collection: 'audit_events', versionKey: false, minimize: false },
);
auditEventSchema.index({ cabinetId: 1, seq: 1 }, { unique: true });
auditEventSchema.index({ cabinetId: 1, 'subject.id': 1, seq: 1 });

export const AuditEvent = model('AuditEvent', auditEventSchema);

/** The newest line known, kept apart: a chain cut at its end would otherwise look whole. */
const auditHeadSchema = new Schema<{ _id: string; seq: number }>(
  { _id: { type: String, required: true }, seq: { type: Number, required: true } },
  { collection: 'audit_heads', versionKey: false },
);
export const AuditHead = model('AuditHead', auditHeadSchema);

/** What the first line of a firm's chain names as its predecessor. */
export const CHAIN_START = '0'.repeat(64);

/** SHA-256 over the line's content and the hash before it, keys in a fixed order. */
export function hashAuditEvent(event: Omit<AuditEventRecord, 'hash'>): string {
  const { _id, cabinetId, seq, at, actor, door, act, subject, before, after, previousHash } = event;
  const content = [_id, cabinetId, seq, at.toISOString(), actor, door, act, subject, before, after, previousHash];
  return createHash('sha256').update(JSON.stringify(content, sortKeys)).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
