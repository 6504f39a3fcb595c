/** For the platform that runs us: alive, ready, measured. */
import { Router } from 'express';
import mongoose from 'mongoose';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { sendProblem } from './problem.ts';

const PING_MS = 2_000;

export function healthRouter(): Router {
  const router = Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    if (await databaseAnswers()) response.json({ status: 'ready' });
    else sendProblem(response, 'not-ready');
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

/** The driver waits longer than the platform does, and for ever when the database takes the call and says nothing. */
function databaseAnswers(): Promise<boolean> {
  const { db } = mongoose.connection;
  if (!db) return Promise.resolve(false);
  const ping = db.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  const late = new Promise<false>((resolve) => setTimeout(resolve, PING_MS, false).unref());
  return Promise.race([ping, late]);
}
