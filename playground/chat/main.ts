/**
 * The chat of local mode: Microsoft's Agents Playground with the invented firm in it. It runs in this process, so that
 * it can be kept on this machine, told where its files go, and ended with the launcher.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net, { type AddressInfo, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { readConfig } from '../../config.ts';
import { listenOnLoopbackOnly, refuseOutsideConnections } from './loopback-only.ts';
import { playgroundConfig } from './playground-config.ts';

const config = readConfig();
const port = config.local.playgroundPort;
const folder = resolve(config.local.dataFolder);
const configFile = join(folder, 'playground.yml');

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));

mkdirSync(join(folder, 'logs'), { recursive: true });
writeFileSync(configFile, playgroundConfig());

listenOnLoopbackOnly();
// It sends usage figures before it reads that it should not; with no network it would wait for them.
refuseOutsideConnections();
tellWhenReady();
startPlayground();

/** The Playground takes another port in silence when its own is busy: nobody would find it there. */
function tellWhenReady() {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    const server = Reflect.apply(listen, this, args);
    // It first tries the port with a plain server; only the real one speaks HTTP.
    if (server instanceof http.Server) {
      server.once('listening', () => {
        const actual = (server.address() as AddressInfo).port;
        if (actual === port) {
          process.send?.('ready');
          return;
        }
        // Not console.error: the Playground keeps that for its own log file.
        process.stderr.write(`Le port ${port} est occupé : fermez ce qui l’utilise, ou changez PLAYGROUND_PORT.\n`);
        process.exit(1);
      });
    }
    return server;
  } as typeof listen;
}

function startPlayground() {
  Object.assign(process.env, {
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: configFile,
    M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'logs', 'playground.log'),
    M365_AGENTS_PLAYGROUND_RECORDING_FILE: join(folder, 'logs', 'playground-events.log'),
  });
  // Credentials of another project would make it ask Microsoft for tokens.
  for (const key of ['AUTH_CLIENT_ID', 'AUTH_CLIENT_SECRET', 'AUTH_TENANT_ID']) delete process.env[key];
  process.argv.length = 1;
  process.argv.push(
    'agentsplayground',
    'start',
    ...['--app-endpoint', `http://127.0.0.1:${config.port}/api/messages`],
    ...['--channel-id', 'msteams'],
    ...['--port', String(port)],
    // By number, so that no machine resolves the name to an address nobody listens on.
    ...['--service-url', `http://127.0.0.1:${port}/_connector`],
    '--disable-telemetry',
  );
  const require = createRequire(import.meta.url);
  require('@microsoft/m365agentsplayground/dist/index.js').start();
}
