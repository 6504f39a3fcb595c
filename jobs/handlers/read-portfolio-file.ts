import { readPortfolioFile } from '../../workflows/portfolio-imports/read-file.ts';
import { defineJob } from './handler.ts';

export const readPortfolioFileJob = defineJob('read-portfolio-file', ({ services }, ids) =>
  readPortfolioFile(services, ids),
);
