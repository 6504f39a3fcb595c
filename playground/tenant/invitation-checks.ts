/** The reasons for which Graph refuses to invite an address, in the order in which it says them. */
import { FIRM } from '../firm.ts';
import { badRequest, GraphError } from './errors.ts';
import type { TenantUser } from './records.ts';
import type { Tenant } from './tenant.ts';

/**
 * Characters Microsoft's page forbids before the @; « + » has its own setting. Two exceptions of that page are in the
 * pattern: a full stop or a hyphen neither first nor last, an underscore anywhere.
 */
const LOCAL_PART = /^[\w+']([\w+'.-]*[\w+'])?$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** @throws GraphError when the address as written cannot be invited, whoever is behind it. */
export function checkAddress({ settings }: Tenant, address: string): void {
  const [localPart = '', domain = '', ...others] = address.toLowerCase().split('@');
  const isWellFormed =
    others.length === 0 && LOCAL_PART.test(localPart) && DOMAIN.test(domain) && address.length <= 254;
  if (!isWellFormed || (!settings.plusSignAllowed && localPart.includes('+'))) {
    throw badRequest('The email address of the invited user is not a valid email address.');
  }
  if (FIRM.domains.some((own) => own === domain)) {
    throw badRequest("The domain of the user's email address is a verified domain of this directory.");
  }
  if (settings.deniedDomains.includes(domain)) {
    // The true text is not documented; clients can only look for « domain » and « policy ».
    throw badRequest(
      'The domain of the invited user is not allowed by the external collaboration policy of this directory.',
    );
  }
  if (settings.crossTenantBlockedDomains.includes(domain)) {
    const cause =
      "Admins in both your organization and the invited user's organization must configure cross-tenant access settings";
    throw badRequest(`This invitation is blocked by cross-tenant access settings. ${cause} to allow the invitation.`);
  }
  if (settings.groupAddresses.includes(address.toLowerCase())) {
    throw badRequest('Group email address is not supported');
  }
  if (settings.contactAddresses.includes(address.toLowerCase())) {
    const message = 'Another object with the same value for property proxyAddresses already exists.';
    throw badRequest(message, 'Request_MultipleObjectsWithSameKeyValue');
  }
}

/** The guest who already has this address, if any. @throws GraphError when an account stands in the way. */
export function findInvitedGuest({ store }: Tenant, address: string): TenantUser | undefined {
  const identified = [
    ...store.usersByAddress('mail', address),
    ...store.usersByAddress('proxyAddresses', `smtp:${address}`),
    ...store.usersByAddress('userPrincipalName', address),
  ];
  // A private address that a member of staff noted under otherMails does not make them the invited person.
  const contacted = store.usersByAddress('otherMails', address).filter((user) => user.userType === 'Guest');
  const known = [...identified, ...contacted];
  for (const user of known) {
    const start = `The invited user already exists in the directory as object ID: ${user.id}.`;
    if (!user.accountEnabled) throw badRequest(`${start} That account is blocked from signing in.`);
    if (user.userType === 'Guest') continue;
    throw badRequest(`${start} They can use that account to sign in to shared apps and resources.`);
  }
  return known[0];
}

/** @throws GraphError 403 when the tenant lets nobody invite. */
export function checkInvitationsAllowed({ settings }: Tenant): void {
  if (settings.invitationsAllowed) return;
  const message =
    'Guest invitations not allowed for your company. Contact your company administrator for more details.';
  throw new GraphError(403, 'Forbidden', message);
}
