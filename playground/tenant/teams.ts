/** The team's members: add, list, remove. */
import type { Request } from 'express';
import { z } from 'zod';
import { FIRM, TEAM } from '../firm.ts';
import type { Answer } from './answer.ts';
import { badRequest, GraphError, notFound, unsupportedQuery } from './errors.ts';
import { context, page, parameter, queryOptions, readBody } from './odata.ts';
import { type Membership, membership } from './records.ts';
import { findUser, type Tenant } from './tenant.ts';

const MEMBER_TYPE = '#microsoft.graph.aadUserConversationMember';

const memberBody = z.strictObject({
  '@odata.type': z.literal(MEMBER_TYPE),
  // An application with TeamMember.ReadWriteNonOwnerRole.All cannot make owners.
  roles: z.array(z.enum(['guest', 'owner'])).default([]),
  'user@odata.bind': z.string().regex(/\/users(\/[^/]+|\('[^']+'\))$/, 'not the address of a user'),
  tenantId: z.string().optional(),
  visibleHistoryStartDateTime: z.string().optional(),
});

/** POST /teams/{id}/members. A person not yet replicated, or whose account is disabled, is not found. */
export function addMember(tenant: Tenant, request: Request): Answer {
  const teamId = existingTeam(request);
  const body = readBody(request, memberBody);
  if (body.roles.includes('owner')) {
    throw new GraphError(403, 'Forbidden', 'The application may only add members without the owner role.');
  }
  const userId = decodeURIComponent(/([^/'(]+)(?:'\))?$/.exec(body['user@odata.bind'])?.[1] ?? '');
  const user = findUser(tenant, userId);
  if (!user?.accountEnabled) throw notFound(`Failed to find user with id '${userId}' in the tenant.`);
  const existing = tenant.store.memberships.get(`${teamId}/${user.id}`);
  if (existing && tenant.settings.existingMember === 'conflict') {
    throw new GraphError(409, 'Conflict', 'The user is already a member of the team.');
  }
  const added = existing ?? { teamId, userId: user.id, addedAt: tenant.now().toISOString() };
  if (!existing) tenant.store.commit(membership(teamId, user.id, added.addedAt));
  return { status: 201, body: { ...context(tenant, `teams('${teamId}')/members/$entity`), ...present(tenant, added) } };
}

/** GET /teams/{id}/members */
export function listMembers(tenant: Tenant, request: Request): Answer {
  const teamId = existingTeam(request);
  const options = queryOptions(request, ['$filter', '$top', '$skiptoken']);
  const wanted = options.$filter === undefined ? undefined : parseMemberFilter(options.$filter);
  const members = tenant.store.membersOf(teamId).filter((member) => !wanted || wanted.includes(member.userId));
  const { value, ...links } = page(tenant, `/teams/${teamId}/members`, options, members, (member) => member.userId);
  return {
    status: 200,
    body: {
      ...context(tenant, `teams('${teamId}')/members`),
      '@odata.count': value.length,
      ...links,
      value: value.map((member) => present(tenant, member)),
    },
  };
}

/** DELETE /teams/{id}/members/{membershipId} */
export function removeMember(tenant: Tenant, request: Request): Answer {
  const teamId = existingTeam(request);
  const wanted = parameter(request, 'membership');
  const found = tenant.store.membersOf(teamId).find((member) => membershipId(member) === wanted);
  if (!found) {
    const looksRight = Buffer.from(wanted, 'base64').toString().startsWith('0##1##');
    throw looksRight
      ? notFound('The membership was not found in the team.')
      : badRequest('Invalid conversation member id.');
  }
  tenant.store.commit({ kind: 'membership', key: `${teamId}/${found.userId}`, value: null });
  return { status: 204 };
}

/** Members as Graph shows them, for the control routes as well. */
export function present(tenant: Tenant, member: Membership) {
  const user = tenant.store.users.get(member.userId);
  return {
    '@odata.type': MEMBER_TYPE,
    id: membershipId(member),
    roles: user?.userType === 'Guest' ? ['guest'] : [],
    displayName: user?.displayName ?? null,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId: member.userId,
    email: user?.mail ?? null,
    tenantId: FIRM.tenantId,
  };
}

function existingTeam(request: Request): string {
  const teamId = parameter(request, 'team').toLowerCase();
  if (!z.guid().safeParse(teamId).success) throw badRequest('teamId needs to be a valid GUID.');
  if (teamId !== TEAM.aadGroupId) throw notFound(`No team found with Group Id ${teamId}`);
  return teamId;
}

/** Opaque to callers, and no user id: the same person in another team has another one. */
function membershipId({ teamId, userId }: Membership): string {
  return Buffer.from(`0##1##${FIRM.tenantId}##${teamId}##${userId}`).toString('base64');
}

const MEMBER_TERM = /^microsoft\.graph\.aadUserConversationMember\/userId eq '([^']*)'$/;

function parseMemberFilter(filter: string): string[] {
  const inner = /^\((.*)\)$/.exec(filter)?.[1] ?? filter;
  return inner.split(' or ').map((term) => {
    const userId = MEMBER_TERM.exec(term)?.[1];
    if (userId === undefined)
      throw unsupportedQuery(`Unsupported or invalid query filter clause: '${term.slice(0, 80)}'.`);
    return userId.toLowerCase();
  });
}
