import { tellDraftExpired } from '../../workflows/drafts/tell-draft-expired.ts';
import { defineJob } from './handler.ts';

export const tellDraftExpiredJob = defineJob('tell-draft-expired', ({ services }, ids) =>
  tellDraftExpired(services, ids),
);
