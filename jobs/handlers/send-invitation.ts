import { invitationMail } from '../../bot/mails/invitation-mail.ts';
import { sendInvitation } from '../../workflows/invitations/send-invitation.ts';
import { defineJob } from './handler.ts';

export const sendInvitationJob = defineJob('send-invitation', ({ services }, ids) =>
  sendInvitation(services, ids, invitationMail),
);
