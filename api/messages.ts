/** POST /api/messages, handed to the bot. */
import express, { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { BotAdapter } from '../bot/adapter.ts';
import type { Config } from '../config.ts';
import { isProblemCode, sendProblem } from './problem.ts';

/** Far above what Teams sends, far below what would hurt (facts: teams-bot.md section 3). */
const LIMIT = '256kb';

export function messagesRouter(adapter: BotAdapter, config: Config): Router {
  const router = Router();
  router.use(
    rateLimit({
      windowMs: 60_000,
      limit: config.rateLimitPerMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // Local mode has one caller, which may be a test of ours that is in a hurry.
      skip: () => config.isLocal,
      handler: (_request, response) => {
        sendProblem(response, 'too-many-requests');
      },
    }),
  );
  router.post('/', express.json({ limit: LIMIT, type: ['application/json', 'application/*+json'] }), handle);
  router.all('/', (_request, response) => {
    sendProblem(response.set('Allow', 'POST'), 'method-not-allowed');
  });
  return router;

  async function handle(request: express.Request, response: express.Response): Promise<void> {
    if (request.body === undefined) {
      sendProblem(response, 'unsupported-media-type');
      return;
    }
    const answer = await adapter.handle({ headers: request.headers, body: request.body });
    if (isProblemCode(answer.code)) sendProblem(response, answer.code);
    else if (answer.status >= 400) sendProblem(response, 'unexpected');
    else if (answer.body === undefined) response.status(answer.status).end();
    else response.status(answer.status).json(answer.body);
  }
}
