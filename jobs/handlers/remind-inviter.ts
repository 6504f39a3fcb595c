import { remindInviter } from '../../workflows/invitations/remind-inviter.ts';
import { defineJob } from './handler.ts';

export const remindInviterJob = defineJob('remind-inviter', ({ services }, ids) => remindInviter(services, ids));
