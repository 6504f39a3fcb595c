import { finishExit } from '../../workflows/dossiers/finish-exit.ts';
import { defineJob } from './handler.ts';

export const finishExitJob = defineJob('finish-exit', ({ services }, ids) => finishExit(services, ids));
