import { checkAcceptance } from '../../workflows/invitations/check-acceptance.ts';
import { defineJob } from './handler.ts';

export const checkAcceptanceJob = defineJob('check-acceptance', ({ services }, ids) => checkAcceptance(services, ids));
