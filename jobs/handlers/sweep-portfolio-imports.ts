import { sweepImports } from '../../workflows/portfolio-imports/sweep-imports.ts';
import { defineJob } from './handler.ts';

export const sweepPortfolioImportsJob = defineJob('sweep-portfolio-imports', ({ services }) => sweepImports(services));
