import { sweepInvitations } from '../../workflows/invitations/sweep-invitations.ts';
import { defineJob } from './handler.ts';

export const sweepInvitationsJob = defineJob('sweep-invitations', ({ services }) => sweepInvitations(services));
