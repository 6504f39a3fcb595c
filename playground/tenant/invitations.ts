/** POST /invitations: makes a guest, or gives the guest who is already there a fresh redeem link. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { badRequest, requestDenied } from './errors.ts';
import { checkAddress, checkInvitationsAllowed, findInvitedGuest } from './invitation-checks.ts';
import { context, readBody } from './odata.ts';
import type { Invitation, TenantUser } from './records.ts';
import { INITIAL_DOMAIN } from './seed.ts';
import type { Tenant } from './tenant.ts';

const text = z.string().nullish();

const invitationBody = z.looseObject({
  invitedUserEmailAddress: text,
  inviteRedirectUrl: text,
  invitedUserDisplayName: text,
  invitedUserType: z.enum(['Guest', 'Member']).nullish(),
  sendInvitationMessage: z.boolean().nullish(),
  resetRedemption: z.literal(false, 'resetting a redemption is not imitated here').nullish(),
  invitedUserMessageInfo: z
    .object({ customizedMessageBody: text, messageLanguage: text, ccRecipients: z.array(z.unknown()).max(1).nullish() })
    .nullish(),
  invitedUser: z.unknown().optional(),
  invitedUserSponsors: z.unknown().optional(),
});

type InvitationBody = z.infer<typeof invitationBody>;

/**
 * Nothing here waits, so two invitations of one address cannot cross: the second finds the guest of the first.
 * @throws GraphError 429 beyond the setting `invitationsPer5s`, or one of the refusals of `invitation-checks.ts`.
 */
export function invite(tenant: Tenant, request: Request): Answer {
  tenant.throttle.admit(tenant.settings.invitationsPer5s, tenant.now());
  const body = readBody(request, invitationBody);
  refuseUnknownProperties(body);
  checkInvitationsAllowed(tenant);
  const { email, redirectUrl } = requiredFields(body);
  if (body.invitedUserType === 'Member') throw requestDenied();
  checkAddress(tenant, email);

  const known = findInvitedGuest(tenant, email);
  const guest = known ?? newGuest(tenant, email, body.invitedUserDisplayName);
  const invitation: Invitation = {
    token: randomBytes(24).toString('base64url'),
    id: randomUUID(),
    userId: guest.id,
    email,
    inviteRedirectUrl: redirectUrl,
    createdAt: tenant.now().toISOString(),
  };
  tenant.store.commit(...(known ? [] : [{ kind: 'user', key: guest.id, value: guest } as const]), {
    kind: 'invitation',
    key: invitation.token,
    value: invitation,
  });
  return {
    status: 201,
    body: { ...context(tenant, 'invitations/$entity'), ...present(tenant, invitation, guest, body) },
  };
}

function requiredFields(body: InvitationBody): { email: string; redirectUrl: string } {
  const { invitedUserEmailAddress: email, inviteRedirectUrl: redirectUrl } = body;
  if (!email) throw badRequest("The required property 'invitedUserEmailAddress' is missing.");
  if (!redirectUrl) throw badRequest("The required property 'inviteRedirectUrl' is missing.");
  const url = URL.canParse(redirectUrl) ? new URL(redirectUrl) : undefined;
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !isLocal)
    throw badRequest("The property 'inviteRedirectUrl' is not a valid https URL.");
  return { email, redirectUrl };
}

function refuseUnknownProperties(body: InvitationBody): void {
  const unknown = Object.keys(body).find(
    (name) => !Object.hasOwn(invitationBody.shape, name) && !name.includes('@odata.'),
  );
  if (!unknown) return;
  throw badRequest(`The property '${unknown}' does not exist on type 'microsoft.graph.invitation'.`);
}

function newGuest(tenant: Tenant, email: string, displayName: string | null | undefined): TenantUser {
  const now = tenant.now().toISOString();
  return {
    id: randomUUID(),
    displayName: displayName || (email.split('@')[0] ?? email),
    givenName: null,
    surname: null,
    mail: email,
    otherMails: [email],
    proxyAddresses: [`SMTP:${email}`],
    userPrincipalName: `${email.replace('@', '_')}#EXT#@${INITIAL_DOMAIN}`,
    userType: 'Guest',
    // True although nobody has accepted yet: the state alone tells.
    accountEnabled: true,
    creationType: 'Invitation',
    externalUserState: 'PendingAcceptance',
    externalUserStateChangeDateTime: now,
    createdDateTime: now,
  };
}

function present(tenant: Tenant, invitation: Invitation, guest: TenantUser, body: InvitationBody) {
  return {
    id: invitation.id,
    inviteRedeemUrl: `${tenant.url}/redeem/${invitation.token}`,
    invitedUserDisplayName: body.invitedUserDisplayName ?? null,
    invitedUserType: 'Guest',
    invitedUserEmailAddress: invitation.email,
    sendInvitationMessage: body.sendInvitationMessage ?? false,
    resetRedemption: false,
    inviteRedirectUrl: invitation.inviteRedirectUrl,
    status: guest.externalUserState === 'Accepted' ? 'Completed' : 'PendingAcceptance',
    invitedUserMessageInfo: {
      messageLanguage: body.invitedUserMessageInfo?.messageLanguage ?? null,
      customizedMessageBody: body.invitedUserMessageInfo?.customizedMessageBody ?? null,
      ccRecipients: [{ emailAddress: { name: null, address: null } }],
    },
    invitedUser: { id: guest.id },
  };
}
