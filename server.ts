/** The web process: configuration, MongoDB, the API with the bot mounted. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createApi } from './api/index.ts';
import { createBotAdapter } from './bot/adapter.ts';
import { createDispatcher } from './bot/dispatch.ts';
import { log } from './log.ts';
import { runProcess, startServices } from './process.ts';

const REQUEST_MS = 4 * 60 * 60_000;
const SILENCE_MS = 120_000;

await runProcess('web', async () => {
  const { config, services, cabinetId } = await startServices('web');
  const adapter = createBotAdapter(config, createDispatcher(services, cabinetId));
  const server = createServer(createApi(config, adapter, services));
  // A large file over a slow line takes hours. Who falls silent is cut far sooner, and so is who was not let in to send
  // one, by the API, which alone can tell.
  server.requestTimeout = REQUEST_MS;
  server.timeout = SILENCE_MS;
  server.listen(config.port, config.host);
  await once(server, 'listening');
  log().info({ port: config.port, host: config.host, isLocal: config.isLocal }, 'web ready');
  return async () => {
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
