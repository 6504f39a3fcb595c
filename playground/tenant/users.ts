/** People: look for them, read one, ask for their groups, delete one. */
import type { Request } from 'express';
import { z } from 'zod';
import { TEAM } from '../firm.ts';
import type { Answer } from './answer.ts';
import { resourceNotFound } from './errors.ts';
import { context, page, parameter, queryOptions, readBody } from './odata.ts';
import type { TenantUser } from './records.ts';
import { deleteUser, findUser, isReplicated, type Tenant } from './tenant.ts';
import { parseUserFilter } from './user-filter.ts';
import { presentUser, selectedProperties } from './user-view.ts';

/** GET /users */
export function listUsers(tenant: Tenant, request: Request): Answer {
  const options = queryOptions(request, ['$filter', '$select', '$top', '$skiptoken']);
  const properties = selectedProperties(options.$select);
  const found = matching(tenant, options.$filter).filter((user) => isReplicated(tenant, user));
  const { value, ...links } = page(tenant, '/users', options, found, (user) => user.id);
  const of = options.$select ? `users(${properties.join(',')})` : 'users';
  return {
    status: 200,
    body: { ...context(tenant, of), ...links, value: value.map((user) => presentUser(user, properties)) },
  };
}

/** GET /users/{id or user principal name} */
export function readUser(tenant: Tenant, request: Request): Answer {
  const { $select } = queryOptions(request, ['$select']);
  const properties = selectedProperties($select);
  const user = existingUser(tenant, parameter(request, 'user'));
  const of = $select ? `users(${properties.join(',')})/$entity` : 'users/$entity';
  return { status: 200, body: { ...context(tenant, of), ...presentUser(user, properties) } };
}

/** DELETE /users/{id or user principal name} */
export function removeUser(tenant: Tenant, request: Request): Answer {
  deleteUser(tenant, existingUser(tenant, parameter(request, 'user')));
  return { status: 204 };
}

const groupsBody = z.object({ groupIds: z.array(z.guid()).min(1).max(20) });

/** POST /users/{id}/checkMemberGroups: which of these groups the person belongs to. */
export function checkMemberGroups(tenant: Tenant, request: Request): Answer {
  const user = existingUser(tenant, parameter(request, 'user'));
  const { groupIds } = readBody(request, groupsBody);
  const value = groupIds.filter((groupId) => isInGroup(tenant, user, groupId.toLowerCase()));
  return { status: 200, body: { ...context(tenant, 'Collection(Edm.String)'), value } };
}

function existingUser(tenant: Tenant, id: string): TenantUser {
  const user = findUser(tenant, id);
  if (!user) throw resourceNotFound(id);
  return user;
}

function matching(tenant: Tenant, filter: string | undefined): TenantUser[] {
  if (filter === undefined) return [...tenant.store.users.values()];
  const found = parseUserFilter(filter).flatMap((term) => tenant.store.usersByAddress(term.property, term.address));
  return [...new Set(found)];
}

function isInGroup(tenant: Tenant, user: TenantUser, groupId: string): boolean {
  if (groupId === TEAM.aadGroupId) return tenant.store.memberships.has(`${groupId}/${user.id}`);
  const group = Object.entries(tenant.settings.groups).find(([id]) => id.toLowerCase() === groupId);
  return group?.[1].some((id) => id.toLowerCase() === user.id) ?? false;
}
