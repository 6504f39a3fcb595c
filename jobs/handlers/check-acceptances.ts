import { checkAcceptances } from '../../workflows/invitations/check-acceptances.ts';
import { defineJob } from './handler.ts';

export const checkAcceptancesJob = defineJob('check-acceptances', ({ services }, ids) =>
  checkAcceptances(services, ids),
);
