/** For the platform that runs us: alive, ready, measured. */
import { Router } from 'express';
import mongoose from 'mongoose';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { sendProblem } from './problem.ts';

export function healthRouter(): Router {
  const router = Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    try {
      await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
      response.json({ status: 'ready' });
    } catch {
      sendProblem(response, 'not-ready');
    }
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
