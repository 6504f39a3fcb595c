/** What both processes share: services, a clean end, and a sentence instead of a stack trace. */

import type { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import { type BotAdapter, createBotAdapter, type TurnHandler } from './bot/adapter.ts';
import { type Config, ConfigurationError, readConfig } from './config.ts';
import { createGraphClient } from './graph/graph-client.ts';
import { createAgenda, createQueue } from './jobs/queue.ts';
import { log, setUpLog } from './log.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from './models/connection.ts';
import { upgradeRecords } from './models/upgrade-records.ts';
import { ensureCabinet } from './workflows/cabinet/ensure-cabinet.ts';
import type { Services } from './workflows/services.ts';

export type Started = { config: Config; services: Services; agenda: Agenda; cabinetId: string; connection: Connection };

/** Reads the configuration, connects and makes the services. */
export async function startServices(name: string): Promise<Started> {
  const config = readConfig();
  setUpLog(config.logLevel, name);
  const connection = await connectDatabase(config.mongodbUri);
  await upgradeRecords();
  await ensureIndexes();
  const cabinet = await ensureCabinet(config);
  const agenda = await createAgenda(connection);
  const services = { config, graph: createGraphClient(config), queue: createQueue(agenda), now: () => new Date() };
  return { config, services, agenda, cabinetId: cabinet._id, connection };
}

/** The worker only speaks first: it has no turns to handle. */
export function createSpeakingAdapter(config: Config): BotAdapter {
  const noTurns: TurnHandler = async () => undefined;
  return createBotAdapter(config, noTurns);
}

/**
 * Runs a process to its end: on a signal, or when the launcher that started it is gone, `stop` finishes what runs.
 * Tells the launcher when it is ready.
 */
export async function runProcess(name: string, start: () => Promise<() => Promise<void>>): Promise<void> {
  let stop: (() => Promise<void>) | undefined;
  let isStopping = false;
  const end = async (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    log().info({ reason }, `${name} stops`);
    // Whatever hangs, the process ends.
    setTimeout(() => process.exit(1), 10_000).unref();
    await stop?.();
    await disconnectDatabase();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  if (process.channel) process.on('disconnect', () => void end('launcher gone'));
  process.on('unhandledRejection', (error) => log().error({ err: error }, 'unhandled rejection'));
  try {
    stop = await start();
    process.send?.('ready');
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

function explain(error: unknown): void {
  const { code, port } = error as { code?: string; port?: number };
  if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`);
  else if (code === 'EADDRINUSE') process.stderr.write(`Le port ${port} est déjà pris : changez PORT.\n`);
  else log().fatal({ err: error }, 'could not start');
}
