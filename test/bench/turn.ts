/**
 * An `aide` turn of ours beside a bare botbuilder echo: same SDK, same stand-in for Teams, same load, one after the
 * other in short rounds so that a noisy machine disturbs both alike.
 *
 * Ours does what the echo does not: tenant, redelivery receipt (one write in MongoDB), person, understanding, card.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCAL_TENANT_ID, readConfig } from '../../config.ts';
import { startEngine } from '../../playground/engine/start-engine.ts';
import { PEOPLE } from '../../playground/firm.ts';
import { startLocalTenant } from '../../playground/tenant/server.ts';

type Sample = { perSecond: number; p95: number };

const CONCURRENCY = 8;

export async function bench(quick: boolean): Promise<Record<string, unknown>> {
  const rounds = quick ? 4 : 12;
  const perRound = quick ? 300 : 800;
  const dataFolder = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  const engine = await startEngine({ dataFolder, cacheFolder: join(readConfig().local.dataFolder, 'cache') });
  const tenant = await startLocalTenant({ port: 0 });
  const sink = await startPart('test/bench/turn-sink.ts', {});
  const environment = {
    MONGODB_URI: engine.uri,
    GRAPH_BASE_URL: tenant.url,
    LOG_LEVEL: 'warn',
    RELAIS_DATA: dataFolder,
  };
  await runToEnd('playground/seed.ts', environment);
  const ours = await startPart('server.ts', { ...environment, PORT: '4178' }, 'http://127.0.0.1:4178');
  const echo = await startPart('test/bench/turn-echo.ts', {});

  const samples: { ours: Sample[]; echo: Sample[] } = { ours: [], echo: [] };
  for (const part of [ours, echo]) await load(part.url, sink.url, perRound);
  for (let round = 0; round < rounds; round += 1) {
    samples.echo.push(await load(echo.url, sink.url, perRound));
    samples.ours.push(await load(ours.url, sink.url, perRound));
  }
  for (const part of [ours, echo, sink]) part.stop();
  await tenant.close();
  await engine.stop();
  await rm(dataFolder, { recursive: true, force: true });

  const figures = { ours: medians(samples.ours), echo: medians(samples.echo) };
  console.table({
    'aide (Relais)': figures.ours,
    'echo (botbuilder alone)': figures.echo,
  });
  return {
    ratio: round2(figures.ours.perSecond / figures.echo.perSecond),
    p95Ratio: round2(figures.ours.p95 / figures.echo.p95),
    ours: figures.ours,
    echo: figures.echo,
  };
}

/** Sends so many messages, a few at a time; gives the rate and the 95th percentile of the answer's time in ms. */
async function load(url: string, serviceUrl: string, count: number): Promise<Sample> {
  const times: number[] = [];
  let left = count;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async (_, lane) => {
      while (left > 0) {
        left -= 1;
        const sentAt = performance.now();
        const response = await fetch(`${url}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(helpMessage(serviceUrl, lane)),
        });
        if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
        await response.arrayBuffer();
        times.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  return { perSecond: count / seconds, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

function helpMessage(serviceUrl: string, lane: number) {
  const person = PEOPLE[lane % 4]!;
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    text: 'aide',
    from: { id: person.chatId, aadObjectId: person.entraObjectId },
    recipient: { id: '28:relais', name: 'Relais' },
    conversation: { id: `a:${lane}`, conversationType: 'personal', tenantId: LOCAL_TENANT_ID },
    channelData: { tenant: { id: LOCAL_TENANT_ID } },
  };
}

/** A process of its own, so that neither side shares an event loop with the load. */
async function startPart(file: string, environment: Record<string, string>, url?: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const message = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { url: url ?? String(message), stop: () => void child.kill() };
}

function runToEnd(file: string, environment: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment };
    const child = spawn(process.execPath, ['--import', 'tsx', file], { env, stdio: 'ignore' });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}`))));
  });
}

function medians(samples: Sample[]): Sample {
  const median = (pick: (sample: Sample) => number) => {
    const sorted = samples.map(pick).sort((a, b) => a - b);
    return round2(sorted[Math.floor(sorted.length / 2)] ?? 0);
  };
  return { perSecond: median((one) => one.perSecond), p95: median((one) => one.p95) };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
