/** The table of the calls that are imitated: everything else is an unknown segment. */
import { type ErrorRequestHandler, json, type NextFunction, type Request, type Response, Router } from 'express';
import { log } from '../../log.ts';
import { type Answer, asGraphError, send, sendError } from './answer.ts';
import { answerBatch } from './batch.ts';
import { GraphError, missingToken, unknownSegment } from './errors.ts';
import { injectFault } from './inject-fault.ts';
import { invite } from './invitations.ts';
import { listSentItems, sendMail } from './mail.ts';
import { recordBody, recordRequest } from './record-request.ts';
import { addMember, listMembers, removeMember } from './teams.ts';
import type { Tenant } from './tenant.ts';
import { checkMemberGroups, listUsers, readUser, removeUser } from './users.ts';

type Call = [method: 'get' | 'post' | 'delete', path: string, act: Act];
type Act = (tenant: Tenant, request: Request) => Answer | Promise<Answer>;

const CALLS: Call[] = [
  ['get', '/users', listUsers],
  ['get', '/users/:user', readUser],
  ['delete', '/users/:user', removeUser],
  ['post', '/users/:user/checkMemberGroups', checkMemberGroups],
  ['post', '/users/:user/sendMail', sendMail],
  ['get', '/users/:user/mailFolders/sentitems/messages', listSentItems],
  ['post', '/invitations', invite],
  ['post', '/teams/:team/members', addMember],
  ['get', '/teams/:team/members', listMembers],
  ['delete', '/teams/:team/members/:membership', removeMember],
  ['post', '/$batch', answerBatch],
];

/** Everything under /v1.0. */
export function graphCalls(tenant: Tenant): Router {
  const router = Router();
  router.use(recordRequest(tenant), json({ limit: '4mb' }), recordBody, requireToken, injectFault(tenant));
  for (const [method, path, act] of CALLS) {
    router[method](path, async (request, response) => send(request, response, await act(tenant, request)));
  }
  router.use((request) => {
    throw unknownSegment(request.path.split('/').filter(Boolean).at(-1) ?? '');
  });
  router.use(answerError);
  return router;
}

/** Any token will do: the tenant is on this machine, and answers this machine only. */
function requireToken(request: Request, _response: Response, next: NextFunction): void {
  if (!/^Bearer \S/i.test(request.get('authorization') ?? '')) throw missingToken();
  next();
}

const answerError: ErrorRequestHandler = (error, request, response, _next) => {
  const known = asGraphError(error);
  if (!known) log().error({ err: error, path: request.path }, 'tenant local : appel en échec');
  sendError(request, response, known ?? new GraphError(500, 'InternalServerError', 'The local tenant failed.'));
};
