import { invitationMail } from '../../bot/mails/invitation-mail.ts';
import { sendInvitations } from '../../workflows/invitations/send-invitations.ts';
import { defineJob } from './handler.ts';

export const sendInvitationsJob = defineJob('send-invitations', ({ services }, ids) =>
  sendInvitations(services, ids, invitationMail),
);
