/** What Graph sends, as far as we read it. */
import { z } from 'zod';

export const USER_SELECT =
  'id,displayName,mail,userPrincipalName,userType,accountEnabled,externalUserState,externalUserStateChangeDateTime';

export const graphUserSchema = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  externalUserState: z.string().nullish(),
  externalUserStateChangeDateTime: z.string().nullish(),
});

/** A person of the firm's tenant, in our words. */
export type TenantUser = {
  entraObjectId: string;
  displayName?: string;
  email?: string;
  /** Unknown kinds are refused, so they are not folded into either. */
  kind: 'member' | 'guest' | 'unknown';
  isEnabled: boolean;
  /** Null in old guests: unknown, not accepted (facts: graph.md section 4). */
  acceptance: 'pending' | 'accepted' | 'unknown';
  acceptedAt?: Date;
};

/** @throws ZodError when Graph answers something else than a user. */
export function toTenantUser(answer: unknown): TenantUser {
  const user = graphUserSchema.parse(answer);
  const acceptance = ({ PendingAcceptance: 'pending', Accepted: 'accepted' } as const)[user.externalUserState ?? ''];
  return {
    entraObjectId: user.id,
    displayName: user.displayName ?? undefined,
    email: user.mail ?? undefined,
    kind: kindOf(user),
    isEnabled: user.accountEnabled !== false,
    acceptance: acceptance ?? 'unknown',
    acceptedAt: user.externalUserStateChangeDateTime ? new Date(user.externalUserStateChangeDateTime) : undefined,
  };
}

function kindOf(user: z.infer<typeof graphUserSchema>): TenantUser['kind'] {
  // The UPN tells even when userType was changed by hand (facts: teams-bot.md section 4).
  if (user.userType === 'Guest' || user.userPrincipalName?.includes('#EXT#')) return 'guest';
  return user.userType === 'Member' ? 'member' : 'unknown';
}
