import { sweepDirigeants } from '../../workflows/dossiers/sweep-dirigeants.ts';
import { defineJob } from './handler.ts';

export const sweepDirigeantsJob = defineJob('sweep-dirigeants', ({ services }) => sweepDirigeants(services));
