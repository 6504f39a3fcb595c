import { tellLayoutGuessed } from '../../workflows/partner-imports/layouts/tell-layout-guessed.ts';
import { defineJob } from './handler.ts';

export const tellLayoutGuessedJob = defineJob('tell-layout-guessed', ({ services }, ids) =>
  tellLayoutGuessed(services, ids),
);
