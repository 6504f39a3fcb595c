import { sweepImports } from '../../workflows/partner-imports/sweep-imports.ts';
import { defineJob } from './handler.ts';

export const sweepPartnerImportsJob = defineJob('sweep-partner-imports', ({ services }) => sweepImports(services));
