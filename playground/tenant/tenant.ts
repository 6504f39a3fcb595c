/** What every call, page and control route is given: the tenant they act on. */
import { randomUUID } from 'node:crypto';
import type { FaultRules } from './faults.ts';
import type { InvitationThrottle } from './invitation-throttle.ts';
import type { Change, TenantUser } from './records.ts';
import type { RequestLog } from './requests.ts';
import type { TenantSettings } from './settings.ts';
import type { TenantStore } from './store.ts';

export type Tenant = {
  store: TenantStore;
  settings: TenantSettings;
  faults: FaultRules;
  requests: RequestLog;
  throttle: InvitationThrottle;
  firmName: string;
  /** The address of this server, with the port it really got. */
  url: string;
  now(): Date;
};

/** False while the part of the directory that answers reads has not heard of a new account. */
export function isReplicated(tenant: Tenant, user: TenantUser): boolean {
  const age = tenant.now().getTime() - Date.parse(user.createdDateTime);
  return age >= tenant.settings.replicationSeconds * 1000;
}

/** The person, if the directory's readers know of them yet. */
export function findUser(tenant: Tenant, idOrPrincipalName: string): TenantUser | undefined {
  const user = tenant.store.user(idOrPrincipalName);
  return user && isReplicated(tenant, user) ? user : undefined;
}

/** Takes the account away with its place in every team. Redeem links stay, to say that they are no longer good. */
export function deleteUser(tenant: Tenant, user: TenantUser): void {
  const left = [...tenant.store.memberships].filter(([, membership]) => membership.userId === user.id);
  tenant.store.commit(
    { kind: 'user', key: user.id, value: null },
    ...left.map(([key]): Change => ({ kind: 'membership', key, value: null })),
  );
}

/** The guest accepts. A second time changes nothing: the first date is the true one. */
export function acceptInvitation(tenant: Tenant, user: TenantUser): TenantUser {
  if (user.externalUserState === 'Accepted') return user;
  const value: TenantUser = {
    ...user,
    externalUserState: 'Accepted',
    externalUserStateChangeDateTime: tenant.now().toISOString(),
  };
  tenant.store.commit({ kind: 'user', key: user.id, value });
  return value;
}

/** Creates or replaces an account, filling in what is not given. */
export function putUser(tenant: Tenant, given: Partial<TenantUser> & { userPrincipalName: string }): TenantUser {
  const user: TenantUser = {
    id: randomUUID(),
    displayName: given.mail ?? given.userPrincipalName,
    givenName: null,
    surname: null,
    mail: null,
    otherMails: [],
    proxyAddresses: given.mail ? [`SMTP:${given.mail}`] : [],
    userType: 'Member',
    accountEnabled: true,
    creationType: null,
    externalUserState: null,
    externalUserStateChangeDateTime: null,
    createdDateTime: tenant.now().toISOString(),
    ...given,
  };
  tenant.store.commit({ kind: 'user', key: user.id, value: user });
  return user;
}
