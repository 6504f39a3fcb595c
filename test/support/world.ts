/**
 * A small firm to test with: the real engine, the real web door over HTTP, the local tenant as Graph, a stand-in for
 * Teams, and a clock that moves when told. Jobs wait until `runJobs` runs those that are due.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import mongoose, { type Types } from 'mongoose';
import { createApi } from '../../api/index.ts';
import { createBotAdapter } from '../../bot/adapter.ts';
import { createDispatcher } from '../../bot/dispatch.ts';
import { createNotify } from '../../bot/notify.ts';
import { type Config, LOCAL_TENANT_ID, readConfig, type StaffRole } from '../../config.ts';
import { createGraphClient } from '../../graph/graph-client.ts';
import { JOBS } from '../../jobs/catalog.ts';
import { HANDLERS } from '../../jobs/index.ts';
import { createAgenda, createQueue } from '../../jobs/queue.ts';
import { setUpLog } from '../../log.ts';
import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import { Dossier, type DossierRecord, dossierKeys } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { TEAM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { startLocalTenant } from '../../playground/tenant/server.ts';
import { ensureCabinet } from '../../workflows/cabinet/ensure-cabinet.ts';
import type { Staff } from '../../workflows/rights.ts';
import type { Services } from '../../workflows/services.ts';
import { startChannel } from './channel.ts';
import { createClock } from './clock.ts';
import { connectTestDatabase } from './mongo.ts';

export type World = Awaited<ReturnType<typeof buildWorld>>;
export type Person = { entraObjectId: string; chatUserId: string; displayName: string; record: CollaborateurRecord };

export async function buildWorld(name = 'world', environment: Record<string, string> = {}) {
  // Mocha loads `setup.ts` and the specs in two ways, each with a logger of its own.
  setUpLog('silent', 'test');
  const database = await connectTestDatabase(name);
  const clock = createClock();
  const [tenant, channel] = await Promise.all([startLocalTenant({ port: 0, now: clock.now }), startChannel()]);
  const config: Config = readConfig({ GRAPH_BASE_URL: tenant.url, MONGODB_URI: database.uri, ...environment });
  const control = controlOf(tenant.url);
  const agenda = await createAgenda(mongoose.connection);
  const services: Services = {
    config,
    graph: createGraphClient(config),
    queue: createQueue(agenda),
    now: clock.now,
  };
  const { _id: cabinetId } = await ensureCabinet(config);
  const adapter = createBotAdapter(config, createDispatcher(services, cabinetId));
  const notify = createNotify(adapter);
  const server = createServer(createApi(config, adapter, services));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let dossiersMade = 0;

  /** A member of staff, on record here and in the tenant. */
  async function buildStaff(overrides: Partial<Omit<CollaborateurRecord, '_id'>> = {}): Promise<Person> {
    const entraObjectId = overrides.entraObjectId ?? randomUUID();
    const displayName = overrides.displayName ?? 'Camille Roux';
    const record = await Collaborateur.create({
      cabinetId,
      entraObjectId,
      displayName,
      email: `${entraObjectId}@vauban-conseil.example`,
      roles: ['collaborateur'] satisfies StaffRole[],
      isActive: true,
      checkedAt: clock.now(),
      ...overrides,
    });
    return { entraObjectId, chatUserId: `29:${entraObjectId}`, displayName, record: record.toObject() };
  }

  /** What workflows take as the actor. */
  function asStaff({ record }: Person): Staff {
    const { _id, entraObjectId, displayName, roles, locale } = record;
    return { cabinetId, collaborateurId: _id, entraObjectId, displayName, roles, locale: locale ?? 'fr' };
  }

  async function buildDossier(overrides: Partial<DossierRecord> = {}): Promise<DossierRecord> {
    dossiersMade += 1;
    const code = overrides.code ?? `D${dossiersMade}`;
    const raisonSociale = overrides.raisonSociale ?? `Entreprise ${dossiersMade}`;
    const keys = dossierKeys(code, raisonSociale, overrides.siren);
    const record = { cabinetId, code, raisonSociale, ape: '1071C', ...keys, ...overrides };
    return (await Dossier.create(record)).toObject();
  }

  /** An activity as Teams sends it, in a personal chat unless told otherwise. */
  function activity(person: { entraObjectId?: string; chatUserId: string }, overrides: Record<string, unknown> = {}) {
    return {
      type: 'message',
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: channel.serviceUrl,
      from: { id: person.chatUserId, aadObjectId: person.entraObjectId },
      recipient: { id: '28:relais', name: 'Relais' },
      conversation: { id: `a:${person.chatUserId}`, conversationType: 'personal', tenantId: config.tenantId },
      channelData: { tenant: { id: config.tenantId } },
      ...overrides,
    };
  }

  /** Posts an activity at the door. */
  async function post(body: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${apiUrl}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }

  /** Types a sentence; gives what the bot posted in answer. */
  async function say(person: Person, text: string, overrides: Record<string, unknown> = {}) {
    const before = channel.posted.length;
    const response = await post(activity(person, { text, ...overrides }));
    return { ...response, posted: channel.posted.slice(before) };
  }

  /** Presses a button of the card held by `cardActivityId`; gives the card or text of the answer. */
  async function click(
    person: Person,
    verb: string,
    data: Record<string, unknown>,
    { cardActivityId = 'card-1', ...overrides }: Record<string, unknown> & { cardActivityId?: string } = {},
  ) {
    const response = await post(
      activity(person, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: cardActivityId,
        value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        ...overrides,
      }),
    );
    const { type, value } = response.body ?? {};
    const isCard = type === 'application/vnd.microsoft.card.adaptive';
    return { ...response, card: isCard ? value : undefined, text: isCard ? undefined : value };
  }

  /** Runs every job that is due at the clock's time, and those they start, in order. A failing one is left failed. */
  async function runJobs({ forward = 2 } = {}): Promise<{ name: string; outcome: unknown }[]> {
    clock.forward(forward);
    const jobs = mongoose.connection.db!.collection('jobs');
    const ran: { name: string; outcome: unknown }[] = [];
    for (;;) {
      const job = await jobs.findOneAndDelete({ nextRunAt: { $lte: clock.now() } }, { sort: { nextRunAt: 1 } });
      if (!job) return ran;
      const handler = HANDLERS.find((one) => one.name === job.name)!;
      const data = JOBS[handler.name].parse(job.data) as never;
      const outcome = await handler.run({ services, notify }, data).catch((error: unknown) => error);
      ran.push({ name: job.name as string, outcome });
    }
  }

  async function interlocuteur(where: { email: string } | { _id: Types.ObjectId | string }) {
    return Interlocuteur.findOne({ cabinetId, ...where }).lean<InterlocuteurRecord>();
  }

  return {
    config,
    services,
    cabinetId,
    clock,
    control,
    tenant,
    channel,
    notify,
    adapter,
    apiUrl,
    team: TEAM,
    tenantId: LOCAL_TENANT_ID,
    buildStaff,
    asStaff,
    buildDossier,
    activity,
    post,
    say,
    click,
    runJobs,
    interlocuteur,
    async close() {
      await closeServer(server);
      await Promise.all([tenant.close(), channel.close()]);
      await database.drop();
    },
  };
}

function closeServer(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}
