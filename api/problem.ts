/** RFC 9457 problem documents: a stable `code`, and a reference that is also in the log. */
import type { Response } from 'express';
import { words } from '../bot/locales/index.ts';
import { type AppError, ERRORS, type ErrorCode, newReference } from '../errors.ts';
import { log } from '../log.ts';
import { answerEarly } from './answer-early.ts';

const TITLES = {
  'not-found': [404, 'Cette adresse n’existe pas.'],
  'method-not-allowed': [405, 'Cette méthode n’est pas admise ici.'],
  'too-large': [413, 'Le contenu envoyé est trop volumineux : {{most}} au plus.'],
  'invalid-json': [400, 'Le contenu envoyé n’est pas du JSON valable.'],
  'unsupported-media-type': [415, 'Le contenu doit être du JSON (application/json).'],
  'encoding-refused': [415, 'Envoyez le fichier tel quel, sans compression (Content-Encoding).'],
  'file-expected': [415, 'Envoyez le fichier Excel ou CSV lui-même comme corps de la requête.'],
  'too-many-requests': [429, 'Trop de demandes : patientez une minute.'],
  'too-many-downloads': [429, 'Trop de téléchargements à la fois : attendez que l’un d’eux se termine.'],
  'layout-changed': [409, 'Ces colonnes viennent de changer : relisez-les, puis confirmez-les à nouveau.'],
  unauthorized: [401, 'L’authentification manque ou n’est pas valable.'],
  'invalid-activity': [400, 'Le contenu envoyé n’est pas une activité de Teams.'],
  'channel-refused': [403, 'Ce canal n’est pas admis : seul Microsoft Teams l’est.'],
  'service-refused': [403, 'L’adresse de service de cette activité n’est pas admise.'],
  'not-ready': [503, 'Le service démarre ou sa base de données ne répond pas.'],
  unexpected: [500, 'Un incident est survenu.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof TITLES;

/** A program has no card to open again. */
const FOR_PROGRAMS: Partial<Record<ErrorCode, string>> = {
  'stale-card': 'La situation vient de changer : relisez-la, puis renouvelez votre demande.',
};

type Params = Record<string, string | number>;

export function isProblemCode(code: string | undefined): code is ProblemCode {
  return code !== undefined && code in TITLES;
}

/** The status and the sentence of a code, as the answer has them. A failure with a code of its own comes first. */
export function describeProblem(code: ProblemCode | ErrorCode, params: Params = {}): { status: number; title: string } {
  if (code in ERRORS) {
    const title = FOR_PROGRAMS[code as ErrorCode] ?? words('fr')(`errors.${code as ErrorCode}`, params);
    return { status: ERRORS[code as ErrorCode].status, title };
  }
  const [status, title] = TITLES[code as ProblemCode];
  return { status, title: title.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '')) };
}

/** Answers, and leaves a line with the same reference. `error` is for the log alone. */
export function sendProblem(
  response: Response,
  code: ProblemCode,
  { error, params }: { error?: unknown; params?: Params } = {},
): void {
  const reference = newReference();
  log()[code === 'unexpected' ? 'error' : 'info']({ err: error, reference, code }, 'request refused');
  send(response, { code, reference, ...describeProblem(code, params) });
}

/**
 * A failure with a code of its own: its sentence is the one that people read in Teams, or nearly. Says when to come back.
 *
 * @param more members of its own kind (RFC 9457, 3.2)
 */
export function sendAppError(response: Response, error: AppError, more: Record<string, unknown> = {}): void {
  const { code, params, reference, retryAfterSeconds } = error;
  log().info({ err: error, reference, code }, 'request refused');
  if (retryAfterSeconds) response.set('Retry-After', String(retryAfterSeconds));
  send(response, { code, reference, ...describeProblem(code, params) }, more);
}

type Problem = { code: string; reference: string; status: number; title: string };

function send(response: Response, { code, reference, status, title }: Problem, more?: Record<string, unknown>): void {
  response.status(status).type('application/problem+json');
  answerEarly(response, JSON.stringify({ type: `urn:relais:${code}`, title, status, code, reference, ...more }));
}
