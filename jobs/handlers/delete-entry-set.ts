import { deleteEntrySet } from '../../workflows/partner-imports/delete-entry-set.ts';
import { defineJob } from './handler.ts';

export const deleteEntrySetJob = defineJob('delete-entry-set', (_context, { cabinetId, importId, setId }) =>
  deleteEntrySet(cabinetId, importId, setId),
);
