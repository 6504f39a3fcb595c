/** Names of jobs and the shape of their payloads. Imports nothing of ours, so that workflows may schedule by name. */
import { z } from 'zod';

const id = z.string().regex(/^[0-9a-f]{24}$/);
/** A partner’s, then the fingerprint of its columns. */
const layoutId = z.string().regex(/^[0-9a-f]{24}:[0-9a-f]{64}$/);
/** Payloads carry identifiers only (design, section 4). */
const interlocuteur = z.object({ cabinetId: z.string(), interlocuteurId: id });
/** As many as Graph takes in one batch (facts: graph.md section 10). */
const interlocuteurs = z.object({ cabinetId: z.string(), interlocuteurIds: z.array(id).min(1).max(20) });

export const JOBS = {
  'send-invitation': interlocuteur,
  'send-invitations': interlocuteurs,
  'check-acceptance': interlocuteur,
  'check-acceptances': interlocuteurs,
  'remind-inviter': interlocuteur,
  'join-team': interlocuteur,
  'withdraw-guest': interlocuteur.extend({ withdrawalId: z.string() }),
  /** `beforeId`: the rest of a record that more cards show than one job changes. */
  'refresh-cards': z.object({ cabinetId: z.string(), recordId: id.or(layoutId), beforeId: id.optional() }),
  'deliver-notification': z.object({ cabinetId: z.string(), notificationId: z.string() }),
  'resume-plans': interlocuteur,
  'advance-grant': interlocuteur.extend({ dossierId: id, offer: z.string().max(40) }),
  'finish-exit': z.object({ cabinetId: z.string(), dossierId: id }),
  'revoke-services': interlocuteur.extend({ revocationId: z.string() }),
  'tell-draft-expired': z.object({ cabinetId: z.string(), draftId: id }),
  'link-dirigeants': z.object({ cabinetId: z.string(), dossierId: id }),
  'read-portfolio-file': z.object({ cabinetId: z.string(), importId: id }),
  'import-portfolio-lines': z.object({ cabinetId: z.string(), importId: id }),
  'tell-layout-guessed': z.object({ cabinetId: z.string(), layoutId, dossierId: id }),
  'read-imports-again': z.object({ cabinetId: z.string(), layoutId: z.string().max(200) }),
  'read-import-again': z.object({ cabinetId: z.string(), importId: id }),
  'delete-entry-set': z.object({ cabinetId: z.string(), importId: id, setId: id }),
  'delete-import-entries': z.object({ cabinetId: z.string(), importId: id }),
  /** Without `deliveryId`, whatever state the import is in. */
  'deliver-webhook': z.object({ cabinetId: z.string(), importId: id, deliveryId: z.string().max(100).optional() }),
  'sweep-partner-imports': z.object({}),
  'convert-tra': z.object({ cabinetId: z.string(), conversionId: id }),
  'sweep-conversions': z.object({}),
  'sweep-outbox': z.object({}),
  'sweep-grants': z.object({}),
  'sweep-exits': z.object({}),
  'sweep-dirigeants': z.object({}),
  'sweep-portfolio-imports': z.object({}),
  'sweep-cards': z.object({}),
  'sweep-invitations': z.object({}),
  'sweep-notifications': z.object({}),
  'sweep-revocations': z.object({}),
  'sweep-drafts': z.object({}),
  'sweep-webhooks': z.object({}),
} as const;

export type JobName = keyof typeof JOBS;
export type JobData<Name extends JobName> = z.infer<(typeof JOBS)[Name]>;
