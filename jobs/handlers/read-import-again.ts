import { readImportAgain } from '../../workflows/partner-imports/read-import-again.ts';
import { defineJob } from './handler.ts';

export const readImportAgainJob = defineJob('read-import-again', ({ services }, { cabinetId, importId }) =>
  readImportAgain(services, cabinetId, importId),
);
