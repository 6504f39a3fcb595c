/** The process that the launcher starts: the firm's Microsoft 365 tenant, on this machine. */
import { join } from 'node:path';
import { ConfigurationError, readConfig } from '../../config.ts';
import { log, setUpLog } from '../../log.ts';
import { startLocalTenant } from './server.ts';

try {
  await run();
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function run(): Promise<void> {
  const config = readConfig();
  setUpLog(config.logLevel, 'tenant');
  const tenant = await startLocalTenant({
    port: config.local.tenantPort,
    folder: join(config.local.dataFolder, 'data', 'tenant'),
    // Long enough to be met, short enough not to bore.
    replicationSeconds: 1,
    firmName: config.firm.name,
    mailboxes: [config.firm.mailSender],
  });
  log().info({ port: tenant.port }, 'le tenant local écoute');

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await tenant.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The launcher is gone: nobody else would stop this process.
  process.on('disconnect', stop);
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Le port ${port} est déjà pris : arrêtez le programme qui l'occupe, ou donnez un autre LOCAL_TENANT_PORT.`;
  }
  return `Le tenant local n'a pas pu démarrer : ${message}`;
}
