import { withdrawGuest } from '../../workflows/invitations/withdraw-guest.ts';
import { defineJob } from './handler.ts';

export const withdrawGuestJob = defineJob('withdraw-guest', ({ services }, ids) => withdrawGuest(services, ids));
