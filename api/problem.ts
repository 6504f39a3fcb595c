/** RFC 9457 problem documents: a stable `code`, and a reference that is also in the log. */
import type { Response } from 'express';
import { words } from '../bot/locales/index.ts';
import { type AppError, ERRORS, type ErrorCode, newReference } from '../errors.ts';
import { log } from '../log.ts';

const TITLES = {
  'not-found': [404, 'Cette adresse n’existe pas.'],
  'method-not-allowed': [405, 'Cette méthode n’est pas admise ici.'],
  'too-large': [413, 'Le contenu envoyé est trop volumineux : 256 Ko au plus.'],
  'invalid-json': [400, 'Le contenu envoyé n’est pas du JSON valable.'],
  'unsupported-media-type': [415, 'Le contenu doit être du JSON (application/json).'],
  'encoding-refused': [415, 'Envoyez le fichier tel quel, sans compression (Content-Encoding).'],
  'file-expected': [415, 'Envoyez le fichier Excel ou CSV lui-même comme corps de la requête.'],
  'too-many-requests': [429, 'Trop de demandes : patientez une minute.'],
  unauthorized: [401, 'L’authentification manque ou n’est pas valable.'],
  'invalid-activity': [400, 'Le contenu envoyé n’est pas une activité de Teams.'],
  'channel-refused': [403, 'Ce canal n’est pas admis : seul Microsoft Teams l’est.'],
  'service-refused': [403, 'L’adresse de service de cette activité n’est pas admise.'],
  'not-ready': [503, 'Le service démarre ou sa base de données ne répond pas.'],
  unexpected: [500, 'Un incident est survenu.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof TITLES;

export function isProblemCode(code: string | undefined): code is ProblemCode {
  return code !== undefined && code in TITLES;
}

/** The status and the sentence of a code, as the answer has them. A failure with a code of its own comes first. */
export function describeProblem(
  code: ProblemCode | ErrorCode,
  params: Record<string, string | number> = {},
): { status: number; title: string } {
  if (code in ERRORS) {
    return { status: ERRORS[code as ErrorCode].status, title: words('fr')(`errors.${code as ErrorCode}`, params) };
  }
  const [status, title] = TITLES[code as ProblemCode];
  return { status, title };
}

/** Answers, and leaves a line with the same reference. `error` is for the log alone. */
export function sendProblem(response: Response, code: ProblemCode, error?: unknown): void {
  const [status, title] = TITLES[code];
  const reference = newReference();
  log()[code === 'unexpected' ? 'error' : 'info']({ err: error, reference, code }, 'request refused');
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:relais:${code}`, title, status, code, reference }));
}

/**
 * A failure with a code of its own: its sentence is the one that people read in Teams.
 *
 * @param more members of its own kind (RFC 9457, 3.2)
 */
export function sendAppError(response: Response, error: AppError, more: Record<string, unknown> = {}): void {
  const { code, status, params, reference } = error;
  log().info({ err: error, reference, code }, 'request refused');
  const title = words('fr')(`errors.${code}`, params);
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:relais:${code}`, title, status, code, reference, ...more }));
}
