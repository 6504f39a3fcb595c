import { sweepOutbox } from '../../workflows/dispatch-outbox.ts';
import { defineJob } from './handler.ts';

export const sweepOutboxJob = defineJob('sweep-outbox', ({ services }) => sweepOutbox(services));
