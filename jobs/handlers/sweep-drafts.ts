import { expireDrafts } from '../../workflows/drafts/expire-drafts.ts';
import { defineJob } from './handler.ts';

export const sweepDraftsJob = defineJob('sweep-drafts', ({ services }) => expireDrafts(services));
