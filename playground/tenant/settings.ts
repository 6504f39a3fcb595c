/** How the tenant behaves: what an administrator, or Microsoft, would have set. Of the process, not of the journal. */
import { z } from 'zod';
import { FIRM } from '../firm.ts';

const domains = z.array(z.string().toLowerCase());

/** The body of PUT /_control/settings: what is absent stays as it was. */
export const settingsSchema = z
  .strictObject({
    /** `allowInvitesFrom` other than `none`. */
    invitationsAllowed: z.boolean(),
    /** External collaboration: domains nobody may be invited from. Pending guests of them cannot accept either. */
    deniedDomains: domains,
    /** Domains that cross-tenant access settings shut out. */
    crossTenantBlockedDomains: domains,
    /** Distribution lists: Graph does not invite them. */
    groupAddresses: domains,
    /** Mail contacts: the guest's proxyAddresses would conflict with theirs. */
    contactAddresses: domains,
    /** Microsoft's page forbids « + » in an invited address; tenants were seen to take it. */
    plusSignAllowed: z.boolean(),
    /** How long a new guest is unknown to everything but the invitation service. */
    replicationSeconds: z.number().min(0).max(86_400),
    /** Mailboxes the application may send from. */
    mailboxes: domains,
    /** Entra groups besides the team's own: group id to object ids. */
    groups: z.record(z.string(), z.array(z.string())),
    /** Adding somebody twice: refused, or (also seen) answered as though it were the first time. */
    existingMember: z.enum(['conflict', 'created']),
    /** POST /invitations beyond this number within 5 s are 429 with Retry-After; null or absent: no limit. */
    invitationsPer5s: z.number().int().min(1).nullable(),
  })
  .partial();

export type TenantSettings = Required<z.infer<typeof settingsSchema>>;

/** What a quiet tenant has; the caller's own choices win. */
export function defaultSettings(chosen: Partial<TenantSettings> = {}): TenantSettings {
  return {
    invitationsAllowed: true,
    deniedDomains: [],
    crossTenantBlockedDomains: [],
    groupAddresses: [],
    contactAddresses: [],
    plusSignAllowed: true,
    replicationSeconds: 0,
    mailboxes: [FIRM.mailbox],
    groups: {},
    existingMember: 'conflict',
    invitationsPer5s: null,
    ...chosen,
  };
}
