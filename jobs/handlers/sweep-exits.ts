import { sweepExits } from '../../workflows/dossiers/sweep-exits.ts';
import { defineJob } from './handler.ts';

export const sweepExitsJob = defineJob('sweep-exits', ({ services }) => sweepExits(services));
