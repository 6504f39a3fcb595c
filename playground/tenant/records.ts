/**
 * What the local tenant remembers. Records are never altered in place: a change replaces the whole record, which is
 * also what one line of the journal says.
 */
export type TenantUser = {
  id: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  otherMails: string[];
  proxyAddresses: string[];
  userPrincipalName: string;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  creationType: 'Invitation' | null;
  externalUserState: 'PendingAcceptance' | 'Accepted' | null;
  externalUserStateChangeDateTime: string | null;
  createdDateTime: string;
};

export type Membership = { teamId: string; userId: string; addedAt: string };

/** One redeem link. Inviting again adds one; the earlier links of the same person stay good. */
export type Invitation = {
  token: string;
  id: string;
  userId: string;
  email: string;
  inviteRedirectUrl: string;
  createdAt: string;
};

export type Recipient = { emailAddress: { address: string; name?: string | null } };

export type SentMail = {
  id: string;
  mailbox: string;
  sentAt: string;
  internetMessageId: string;
  savedToSentItems: boolean;
  message: {
    subject: string;
    body: { contentType: 'html' | 'text'; content: string };
    toRecipients: Recipient[];
    ccRecipients?: Recipient[];
    bccRecipients?: Recipient[];
    replyTo?: Recipient[];
    internetMessageHeaders?: { name: string; value: string }[];
    attachments?: { name?: string }[];
    [property: string]: unknown;
  };
};

type Records = { user: TenantUser; membership: Membership; invitation: Invitation; mail: SentMail };

/** One record put (or, with null, taken away). `key` is unique within its kind. */
export type Change = {
  [Kind in keyof Records]: { kind: Kind; key: string; value: Records[Kind] | null };
}[keyof Records];

/** The change that puts a person in a team; its key is what makes a second one impossible. */
export function membership(teamId: string, userId: string, addedAt: string): Change {
  return { kind: 'membership', key: `${teamId}/${userId}`, value: { teamId, userId, addedAt } };
}
