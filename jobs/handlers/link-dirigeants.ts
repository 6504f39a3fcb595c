import { linkDirigeants } from '../../workflows/dossiers/link-dirigeants.ts';
import { defineJob } from './handler.ts';

export const linkDirigeantsJob = defineJob('link-dirigeants', ({ services }, ids) => linkDirigeants(services, ids));
