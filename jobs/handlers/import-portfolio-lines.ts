import { importLines } from '../../workflows/portfolio-imports/import-lines.ts';
import { defineJob } from './handler.ts';

export const importPortfolioLinesJob = defineJob('import-portfolio-lines', ({ services }, ids) =>
  importLines(services, ids),
);
