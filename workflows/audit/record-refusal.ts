import { createHash } from 'node:crypto';
import type { AuditActor } from '../../models/audit-event.ts';
import type { Services } from '../services.ts';
import { appendAudit } from './append-audit.ts';

type Refusal = {
  cabinetId: string;
  actor: AuditActor;
  /** Why, as an error code. */
  because: string;
  /** What was asked: a command or a card verb. */
  asked: string;
  /** The same activity refused twice leaves one line. */
  key: string;
};

/** Leaves an audit line of somebody who was refused at the door. */
export async function recordRefusal(services: Services, refusal: Refusal): Promise<void> {
  const { cabinetId, actor, because, asked, key } = refusal;
  const _id = `refusal:${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  const subject = { kind: 'door', id: 'teams' };
  const line = { _id, at: services.now(), actor, door: 'teams' as const, act: 'door.refused', subject };
  await appendAudit(cabinetId, [{ ...line, after: { because, asked } }]);
}
