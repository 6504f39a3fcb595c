import { readImportsAgain } from '../../workflows/partner-imports/read-imports-again.ts';
import { defineJob } from './handler.ts';

export const readImportsAgainJob = defineJob('read-imports-again', ({ services }, { cabinetId, layoutId }) =>
  readImportsAgain(services, cabinetId, layoutId),
);
