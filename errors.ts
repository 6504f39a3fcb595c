/**
 * The one error family. A code is stable; the sentence a person reads lives with the words (`bot/locales`), found by
 * the code; the message here is for the log and may not hold personal data.
 */
import { randomBytes } from 'node:crypto';

type Kind = { status: number; isRetryable: boolean };

const final = (status: number): Kind => ({ status, isRetryable: false });
const passing = (status: number): Kind => ({ status, isRetryable: true });

/** Code to HTTP status, and whether the same call may succeed later. */
export const ERRORS = {
  'invalid-input': final(400),
  'stale-card': final(409),
  'not-found': final(404),
  'draft-closed': final(409),
  'dossier-left': final(409),
  'offer-not-present': final(409),
  'interlocuteur-inactive': final(409),
  'interlocuteur-removed': final(409),
  'interlocuteur-not-linked': final(409),
  'last-dossier': final(403),
  'not-allowed': final(403),
  'not-staff': final(403),
  'guest-refused': final(403),
  'wrong-tenant': final(403),
  'speaker-unknown': passing(503),

  // Files handed in, and the addresses that lead to them.
  'file-empty': final(422),
  'file-too-large': final(413),
  'file-too-wide': final(422),
  'file-unreadable': final(422),
  'file-encrypted': final(422),
  'file-old-excel': final(422),
  'file-gone': final(410),
  'columns-missing': final(422),
  'upload-cut': final(400),
  'download-refused': final(422),
  'download-failed': final(502),
  'import-interrupted': final(500),
  'upload-too-slow': final(408),
  'digest-mismatch': final(422),
  'compression-unknown': final(415),
  'compression-broken': final(422),
  'compression-bomb': final(422),
  'imports-busy': passing(503),
  'import-decided': final(409),
  'import-known': final(409),
  'entries-gone': final(410),
  'idempotency-busy': passing(409),
  'idempotency-mismatch': final(422),
  'idempotency-invalid': final(400),
  'cursor-invalid': final(400),
  'layout-incomplete': final(422),
  'report-unavailable': final(409),
  'import-not-ready': final(409),
  'file-compressed': final(422),
  'link-unknown': final(404),
  'link-expired': final(410),
  'personal-only': final(403),

  // TRA made into FEC.
  'tra-expected': final(422),
  'tra-blocked': final(422),
  'conversion-interrupted': final(500),

  // Partner applications.
  'request-invalid': final(400),
  'partner-name-taken': final(409),
  'partner-dossiers-unknown': final(422),
  'partner-dossiers-left': final(422),
  'partner-revoked': final(409),
  'webhook-invalid': final(422),
  'webhook-not-https': final(422),
  'webhook-credentials': final(422),
  'webhook-private': final(422),

  // Microsoft Graph, folded (facts: graph.md sections 3 and 11).
  'graph-unavailable': passing(503),
  'graph-throttled': passing(503),
  'graph-not-found': final(502),
  'graph-refused': final(502),
  'graph-permission-missing': final(502),
  'graph-conflict': final(502),

  // Final refusals of an invitation. Each tells the person what to do.
  'invitation-own-domain': final(422),
  'invitation-is-member': final(422),
  'invitation-account-blocked': final(422),
  'invitation-group-address': final(422),
  'invitation-domain-denied': final(422),
  'invitation-cross-tenant': final(422),
  'invitation-contact-conflict': final(422),
  'invitation-not-allowed': final(422),
  'invitation-several-matches': final(422),
  'invitation-refused': final(422),
} as const satisfies Record<string, Kind>;

export type ErrorCode = keyof typeof ERRORS;

type Details = {
  /** For the log. */
  because?: string;
  /** Values for the person's sentence. */
  params?: Record<string, string | number>;
  /** Asked by the other side; wins over any back-off of ours. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** A failure with a stable code. `reference` is shown to the person and stands in the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, string | number>;
  readonly retryAfterSeconds: number | undefined;
  readonly reference = newReference();

  constructor(code: ErrorCode, { because, params, retryAfterSeconds, cause }: Details = {}) {
    super(because ? `${code}: ${because}` : code, { cause });
    this.name = 'AppError';
    this.code = code;
    this.params = params ?? {};
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get isRetryable(): boolean {
    return ERRORS[this.code].isRetryable;
  }
}

/** Short enough to be read aloud on the telephone. */
export function newReference(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}
