import { presentImport } from '../../api/present-import.ts';
import { deliverWebhook } from '../../workflows/webhooks/deliver-webhook.ts';
import { defineJob } from './handler.ts';

export const deliverWebhookJob = defineJob('deliver-webhook', ({ services }, ids) =>
  deliverWebhook(services, ids, { present: presentImport }),
);
