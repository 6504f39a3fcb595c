import { AppError, type ErrorCode } from '../errors.ts';

/**
 * Refusals of POST /invitations that carry no code of their own: the text is the last resort (facts: graph.md
 * section 3). A table, tested with samples; first match wins.
 */
const BY_TEXT: [RegExp, ErrorCode][] = [
  [/blocked from signing in/i, 'invitation-account-blocked'],
  [/already exists in the directory/i, 'invitation-is-member'],
  [/verified domain/i, 'invitation-own-domain'],
  [/group email address/i, 'invitation-group-address'],
  [/cross-tenant access/i, 'invitation-cross-tenant'],
  [/guest invitations not allowed/i, 'invitation-not-allowed'],
  [/proxyaddress|conflicting object/i, 'invitation-contact-conflict'],
  // The exact answer for a denied domain is not documented: these two words are what is known of it.
  [/\b(domain|policy)\b/i, 'invitation-domain-denied'],
];

/** A refusal of an invitation as one of ours; passing failures and missing permissions are left as they are. */
export function foldInvitationError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const text = (error.cause as { message?: string } | undefined)?.message ?? '';
  if (error.code !== 'graph-refused' && error.code !== 'graph-permission-missing') return error;
  const code = BY_TEXT.find(([pattern]) => pattern.test(text))?.[1];
  if (code) return new AppError(code, { because: error.message, cause: error.cause });
  if (error.code === 'graph-permission-missing') return error;
  return new AppError('invitation-refused', { because: error.message, cause: error.cause });
}
