import { sweepGrants } from '../../workflows/offers/sweep-grants.ts';
import { defineJob } from './handler.ts';

export const sweepGrantsJob = defineJob('sweep-grants', ({ services }) => sweepGrants(services));
