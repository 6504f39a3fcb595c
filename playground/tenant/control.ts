/** The tests' own door, /_control: bad days, settings, what the tenant holds, and what an administrator or a guest does. */
import { type ErrorRequestHandler, json, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { TEAM } from '../firm.ts';
import { faultsSchema } from './faults.ts';
import type { TenantUser } from './records.ts';
import { seedChanges } from './seed.ts';
import { defaultSettings, settingsSchema, type TenantSettings } from './settings.ts';
import { present } from './teams.ts';
import { acceptInvitation, deleteUser, putUser, type Tenant } from './tenant.ts';

const userBody = z.strictObject({
  id: z.guid().toLowerCase().optional(),
  userPrincipalName: z.string(),
  displayName: z.string().optional(),
  mail: z.string().nullish(),
  otherMails: z.array(z.string()).optional(),
  proxyAddresses: z.array(z.string()).optional(),
  userType: z.enum(['Member', 'Guest']).optional(),
  accountEnabled: z.boolean().optional(),
  externalUserState: z.enum(['PendingAcceptance', 'Accepted']).nullish(),
  createdDateTime: z.iso.datetime().optional(),
});

/** @param initial the settings the tenant was started with, to which a reset goes back. */
export function controlRoutes(tenant: Tenant, initial: Partial<TenantSettings>): Router {
  const router = Router();
  router.use(refuseOtherSites, json({ limit: '4mb' }));

  router.get('/faults', (_request, response) => response.json(tenant.faults.list()));
  router.put('/faults', (request, response) => {
    tenant.faults.replace(faultsSchema.parse(request.body));
    response.json(tenant.faults.list());
  });
  router.delete('/faults', (_request, response) => {
    tenant.faults.replace([]);
    response.status(204).end();
  });

  router.get('/settings', (_request, response) => response.json(tenant.settings));
  router.put('/settings', (request, response) => {
    Object.assign(tenant.settings, settingsSchema.parse(request.body));
    response.json(tenant.settings);
  });

  router.get('/state', (_request, response) => response.json(describeTenant(tenant)));
  router.get('/requests', ({ query }, response) =>
    response.json(tenant.requests.list(text(query.method), text(query.path))),
  );
  router.delete('/requests', (_request, response) => {
    tenant.requests.clear();
    response.status(204).end();
  });

  router.post('/users', (request, response) =>
    response.status(201).json(putUser(tenant, userBody.parse(request.body))),
  );
  router.post('/users/:user/accept', (request, response) => {
    const user = anyUser(tenant, request, response);
    if (user) response.json(acceptInvitation(tenant, user));
  });
  router.delete('/users/:user', (request, response) => {
    const user = anyUser(tenant, request, response);
    if (!user) return;
    deleteUser(tenant, user);
    response.status(204).end();
  });

  router.post('/reset', (_request, response) => {
    tenant.store.reset(seedChanges());
    tenant.faults.replace([]);
    tenant.requests.clear();
    tenant.throttle.clear();
    Object.assign(tenant.settings, defaultSettings(initial));
    response.status(204).end();
  });

  router.use((_request, response) => response.status(404).json({ error: 'unknown control route' }));
  router.use(answerError);
  return router;
}

/** Replicated or not, by id, principal name or address: the tests see the truth. */
function anyUser({ store }: Tenant, request: Request, response: Response): TenantUser | undefined {
  const key = String(request.params.user);
  const user = store.user(key) ?? store.usersByAddress('mail', key)[0];
  if (!user) response.status(404).json({ error: `unknown user ${key}` });
  return user;
}

/** What GET /_control/state answers: everything, the redeem links included. */
export function describeTenant(tenant: Tenant) {
  const { users, memberships, invitations, mails } = tenant.store;
  const all = [...users.values()];
  const isPending = (user: TenantUser) => user.externalUserState === 'PendingAcceptance';
  const members = tenant.store.membersOf(TEAM.aadGroupId).map((member) => present(tenant, member));
  return {
    counts: {
      users: users.size,
      guests: all.filter((user) => user.userType === 'Guest').length,
      pending: all.filter(isPending).length,
      teamMembers: memberships.size,
      invitations: invitations.size,
      mails: mails.size,
    },
    users: all,
    teams: [{ id: TEAM.aadGroupId, displayName: TEAM.name, members }],
    invitations: [...invitations.values()].map((invitation) => ({
      ...invitation,
      inviteRedeemUrl: `${tenant.url}/redeem/${invitation.token}`,
    })),
    mails: [...mails.values()],
  };
}

/** A page of some web site, open in the same browser, could otherwise reset the tenant. */
function refuseOtherSites(request: Request, response: Response, next: () => void): void {
  const origin = request.get('origin');
  if (origin === undefined || origin === `http://${request.get('host')}`) next();
  else response.status(403).json({ error: 'control routes answer this machine only' });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const isCallers = error instanceof z.ZodError || error instanceof SyntaxError;
  response.status(isCallers ? 400 : 500).json({ error: error instanceof z.ZodError ? error.issues : String(error) });
};
