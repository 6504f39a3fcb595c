import { sweepWebhooks } from '../../workflows/webhooks/sweep-webhooks.ts';
import { defineJob } from './handler.ts';

export const sweepWebhooksJob = defineJob('sweep-webhooks', ({ services }) => sweepWebhooks(services));
