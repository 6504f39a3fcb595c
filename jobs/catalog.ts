/** Names of jobs and the shape of their payloads. Imports nothing of ours, so that workflows may schedule by name. */
import { z } from 'zod';

const id = z.string().regex(/^[0-9a-f]{24}$/);
/** Payloads carry identifiers only (design, section 4). */
const interlocuteur = z.object({ cabinetId: z.string(), interlocuteurId: id });

export const JOBS = {
  'send-invitation': interlocuteur,
  'check-acceptance': interlocuteur,
  'remind-inviter': interlocuteur,
  'join-team': interlocuteur,
  'withdraw-guest': interlocuteur.extend({ withdrawalId: z.string() }),
  'refresh-cards': z.object({ cabinetId: z.string(), recordId: id }),
  'deliver-notification': z.object({ cabinetId: z.string(), notificationId: z.string() }),
  'sweep-outbox': z.object({}),
  'sweep-cards': z.object({}),
  'sweep-invitations': z.object({}),
  'sweep-notifications': z.object({}),
} as const;

export type JobName = keyof typeof JOBS;
export type JobData<Name extends JobName> = z.infer<(typeof JOBS)[Name]>;
