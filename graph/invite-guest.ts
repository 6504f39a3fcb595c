import { z } from 'zod';
import { foldInvitationError } from './fold-invitation-error.ts';
import type { GraphClient } from './graph-client.ts';

const answerSchema = z.object({
  inviteRedeemUrl: z.url(),
  status: z.string(),
  invitedUser: z.object({ id: z.string() }),
});

type Invitation = { email: string; displayName: string; redirectUrl: string };

/**
 * Invites an address as a guest. Asking again for the same address gives the same person and a fresh link, which is
 * how an invitation is sent again.
 *
 * Microsoft's own mail is switched off: it drops the personal message when an application invites, so ours is sent.
 *
 * @returns the redeem link, which is as good as a key: never stored, never logged.
 * @throws AppError `invitation-…` for a final refusal, `graph-…` otherwise.
 */
export async function inviteGuest(
  graph: GraphClient,
  { email, displayName, redirectUrl }: Invitation,
): Promise<{ entraObjectId: string; redeemUrl: string; isAccepted: boolean }> {
  try {
    const answer = answerSchema.parse(
      await graph.request({
        method: 'POST',
        path: '/invitations',
        body: {
          invitedUserEmailAddress: email,
          invitedUserDisplayName: displayName,
          inviteRedirectUrl: redirectUrl,
          invitedUserType: 'Guest',
          sendInvitationMessage: false,
        },
      }),
    );
    return {
      entraObjectId: answer.invitedUser.id,
      redeemUrl: answer.inviteRedeemUrl,
      isAccepted: answer.status === 'Completed',
    };
  } catch (error) {
    throw foldInvitationError(error);
  }
}
