import { GraphError } from '@microsoft/microsoft-graph-client';
import { expect } from 'chai';
import { AppError, type ErrorCode } from '../../errors.ts';
import { foldGraphError } from '../../graph/fold-graph-error.ts';
import { foldInvitationError } from '../../graph/fold-invitation-error.ts';

/** What the SDK throws for an answer of Graph's. */
function graphError(statusCode: number, code: string | null, message = 'x', headers: Record<string, string> = {}) {
  const error = new GraphError(statusCode, message);
  return Object.assign(error, {
    code,
    headers: new Headers(headers),
    body: JSON.stringify({ error: { code, message } }),
  });
}
const fold = (...args: Parameters<typeof graphError>) => foldGraphError(graphError(...args));
const foldInvited = (...args: Parameters<typeof graphError>) => foldInvitationError(fold(...args)) as AppError;

describe('A failure of Graph', () => {
  const TABLE: [status: number, code: string, folded: ErrorCode, isRetryable: boolean][] = [
    [400, 'Request_BadRequest', 'graph-refused', false],
    [400, 'Request_UnsupportedQuery', 'graph-refused', false],
    [400, 'Request_MultipleObjectsWithSameKeyValue', 'graph-refused', false],
    [401, 'InvalidAuthenticationToken', 'graph-unavailable', true],
    [403, 'Authorization_RequestDenied', 'graph-permission-missing', false],
    [403, 'ErrorAccessDenied', 'graph-permission-missing', false],
    [403, 'SomethingElse', 'graph-refused', false],
    [404, 'Request_ResourceNotFound', 'graph-not-found', false],
    [404, 'NotFound', 'graph-not-found', false],
    [408, 'RequestTimeout', 'graph-unavailable', true],
    [409, 'Conflict', 'graph-conflict', false],
    [413, 'RequestEntityTooLarge', 'graph-refused', false],
    [423, 'Locked', 'graph-unavailable', true],
    [429, 'TooManyRequests', 'graph-throttled', true],
    [500, 'InternalServerError', 'graph-unavailable', true],
    [502, 'BadGateway', 'graph-unavailable', true],
    [503, 'ServiceUnavailable', 'graph-unavailable', true],
    [504, 'GatewayTimeout', 'graph-unavailable', true],
  ];
  for (const [status, code, folded, isRetryable] of TABLE) {
    it(`${status} ${code} is ${folded}, ${isRetryable ? 'worth another try' : 'final'}`, () => {
      expect(fold(status, code)).to.include({ code: folded, isRetryable });
    });
  }

  for (const [what, error] of [
    ['a cut connection', Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })],
    ['the time limit', new DOMException('The operation was aborted due to timeout', 'TimeoutError')],
    ['the SDK’s own -1', graphError(-1, null)],
    ['a status of 0', graphError(0, null)],
  ] as const) {
    it(`${what} may pass: nothing is known of the effect`, () => {
      expect(foldGraphError(error)).to.include({ code: 'graph-unavailable', isRetryable: true });
    });
  }

  it('keeps the SDK’s error as its cause, and the text of Graph out of its own message', () => {
    const folded = fold(400, 'Request_BadRequest', 'claire@boulangerie.example is wrong');
    expect(folded.cause).to.be.instanceOf(GraphError);
    expect(folded.message).to.equal('graph-refused: 400 Request_BadRequest');
  });

  it('that is ours already stays as it is', () => {
    const error = new AppError('invitation-is-member');
    expect(foldGraphError(error)).to.equal(error);
  });

  describe('says when to come back', () => {
    const inSeconds = (value: string, status = 429) =>
      fold(status, 'x', 'x', { 'retry-after': value }).retryAfterSeconds;

    it('in seconds, for 429 and 503 alike', () => {
      expect(inSeconds('120')).to.equal(120);
      expect(inSeconds('7', 503)).to.equal(7);
      expect(inSeconds('0')).to.equal(0);
    });

    it('or as a date', () => {
      expect(inSeconds(new Date(Date.now() + 90_000).toUTCString())).to.be.within(88, 91);
    });

    for (const odd of ['soon', '-5', '', '12abc', 'NaN']) {
      it(`and « ${odd} » leaves our own back-off in charge`, () => expect(inSeconds(odd)).to.equal(undefined));
    }

    it('and a date gone by asks for no wait', () => {
      expect(inSeconds('Thu, 01 Jan 1970 00:00:00 GMT') ?? 0).to.equal(0);
    });
  });
});

describe('A refusal of an invitation', () => {
  const MEMBER = 'The invited user already exists in the directory as object ID: 1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001.';
  const CROSS =
    "Admins in both your organization and the invited user's organization must configure cross-tenant access settings";
  const SAMPLES: [status: number, code: string, text: string, folded: ErrorCode][] = [
    [
      403,
      'Forbidden',
      'Guest invitations not allowed for your company. Contact your company administrator for more details.',
      'invitation-not-allowed',
    ],
    [
      400,
      'BadRequest',
      "The domain of the user's email address is a verified domain of this directory.",
      'invitation-own-domain',
    ],
    [400, 'BadRequest', `${MEMBER} They can use that account to sign in to shared apps.`, 'invitation-is-member'],
    [400, 'BadRequest', `${MEMBER} That account is blocked from signing in.`, 'invitation-account-blocked'],
    [400, 'BadRequest', 'Group email address is not supported', 'invitation-group-address'],
    [
      400,
      'BadRequest',
      `This invitation is blocked by cross-tenant access settings. ${CROSS}.`,
      'invitation-cross-tenant',
    ],
    [
      403,
      'Forbidden',
      `This invitation is blocked by cross-tenant access settings. ${CROSS}.`,
      'invitation-cross-tenant',
    ],
    [
      400,
      'Request_MultipleObjectsWithSameKeyValue',
      'Another object with the same value for property proxyAddresses already exists.',
      'invitation-contact-conflict',
    ],
    [
      400,
      'BadRequest',
      'The domain of the invited user is not allowed by the external collaboration policy.',
      'invitation-domain-denied',
    ],
    [403, 'SomethingElse', 'Blocked by policy', 'invitation-domain-denied'],
    [400, 'BadRequest', "The invited person can't be invited to this directory.", 'invitation-refused'],
    [400, 'BadRequest', 'Something that Microsoft has not written yet.', 'invitation-refused'],
    [
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
      'graph-permission-missing',
    ],
    [500, 'InternalServerError', 'Unable to find target address', 'graph-unavailable'],
    [503, 'ServiceUnavailable', 'The policy service is busy.', 'graph-unavailable'],
    [429, 'TooManyRequests', 'Too many requests for this domain.', 'graph-throttled'],
    [401, 'InvalidAuthenticationToken', 'Access token has expired.', 'graph-unavailable'],
  ];
  for (const [status, code, text, folded] of SAMPLES) {
    it(`${status} « ${text.slice(0, 60)}… » is ${folded}`, () => {
      expect(foldInvited(status, code, text)).to.have.property('code', folded);
    });
    it(`… and the same in capitals (${status} ${folded})`, () => {
      expect(foldInvited(status, code, text.toUpperCase())).to.have.property('code', folded);
    });
  }

  it('keeps when to come back', () => {
    expect(foldInvited(429, 'TooManyRequests', 'x', { 'retry-after': '30' })).to.have.property('retryAfterSeconds', 30);
  });

  it('that is no failure of Graph’s is left as it is', () => {
    const error = new TypeError('our own mistake');
    expect(foldInvitationError(error)).to.equal(error);
  });
});
