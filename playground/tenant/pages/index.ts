/** The table of the pages. */
import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { log } from '../../../log.ts';
import type { Tenant } from '../tenant.ts';
import { showDirectory } from './directory.ts';
import { showHome } from './home.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';
import { showNotFound } from './not-found.ts';
import { sendMailBody, showMail, showOutbox } from './outbox.ts';
import { accept, showInvitation } from './redeem.ts';

type Show = (tenant: Tenant, request: Request, response: Response) => void;

const PAGES: [method: 'get' | 'post', path: string, show: Show][] = [
  ['get', '/', showHome],
  ['get', '/outbox', showOutbox],
  ['get', '/outbox/:mail', showMail],
  ['get', '/outbox/:mail/body', sendMailBody],
  ['get', '/directory', showDirectory],
  ['get', '/redeem/:token', showInvitation],
  ['post', '/redeem/:token', accept],
];

export function pages(tenant: Tenant): Router {
  const router = Router();
  for (const [method, path, show] of PAGES) {
    router[method](path, (request, response) => show(tenant, request, response));
  }
  router.use(showNotFound);
  router.use(answerError);
  return router;
}

const answerError: ErrorRequestHandler = (error, request, response, _next) => {
  if (error.status === 400) return showNotFound(request, response);
  log().error({ err: error }, 'tenant local : page en échec');
  sendPage(response, {
    status: 500,
    title: 'Erreur',
    body: html`<h1>La page n’a pas pu être affichée</h1><p>Le détail se trouve dans le journal du tenant local.</p>`,
  });
};
