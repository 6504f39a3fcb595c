import { offerMail } from '../../bot/mails/offer-mail.ts';
import { advanceGrant } from '../../workflows/offers/advance-grant.ts';
import { defineJob } from './handler.ts';

export const advanceGrantJob = defineJob('advance-grant', ({ services }, ids) =>
  advanceGrant(services, ids, offerMail),
);
