import { deleteEntries } from '../../workflows/partner-imports/delete-entries.ts';
import { defineJob } from './handler.ts';

export const deleteImportEntriesJob = defineJob('delete-import-entries', (_context, { cabinetId, importId }) =>
  deleteEntries(cabinetId, importId),
);
