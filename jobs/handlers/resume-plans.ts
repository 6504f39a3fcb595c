import { resumePlans } from '../../workflows/offers/resume-plans.ts';
import { defineJob } from './handler.ts';

export const resumePlansJob = defineJob('resume-plans', ({ services }, ids) => resumePlans(services, ids));
