/**
 * `npm run chaos`: invitations while Graph fails at random and our own processes are killed. Prints what was done to
 * them and what became of them; ends with 1 when one is missing or doubled.
 *
 *   --invitations 200   --kills 20   --failing 0.3   --seconds 120 (over which all of it is spread)   --seed 1
 */
import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { LOCAL_TENANT_ID } from '../../config.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { DOSSIERS, PEOPLE } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { startLocalTenant } from '../../playground/tenant/server.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { startChannel } from '../support/channel.ts';
import { startProcesses, type Target } from './processes.ts';

const count = option('invitations', 200);
const kills = option('kills', 20);
const failing = option('failing', 0.3);
const seconds = option('seconds', 120);
const random = generator(option('seed', Math.floor(Math.random() * 1e6)));
const PATIENCE_MS = option('patience', 360) * 1_000;

const [tenant, channel] = await Promise.all([startLocalTenant({ port: 0 }), startChannel()]);
const control = controlOf(tenant.url);
const processes = await startProcesses(tenant.url);
const startedAt = Date.now();
const killed: Record<Target, number> = { web: 0, worker: 0, engine: 0 };
let redelivered = 0;

console.log(
  `${count} invitations, ${Math.round(failing * 100)} % of Graph calls failing, ${kills} kills in ${seconds} s`,
);
await control.setFaults({
  rate: failing,
  kinds: ['throttled', 'unavailable', 'unavailable-after', 'dropped', 'dropped-after'],
  retryAfter: 1,
});
const emails = Array.from({ length: count }, (_, i) => `client${i}@entreprise-${i % 40}.example`);
await Promise.all([inviteAll(), killAtRandom()]);

await mongoose.connect(processes.mongodbUri, { serverSelectionTimeoutMS: 20_000 });
const invited = await waitFor(() => statusCount('pending'), 'pending');
const state = await control.state();
for (const email of emails) await control.accept(email);
const accepted = await waitFor(() => statusCount('accepted'), 'accepted');
await waitFor(async () => count - (await Interlocuteur.countDocuments({ 'outbox.0': { $exists: true } })), 'quiet');
const final = await waitFor(async () => emails.filter(isFinalCard).length, 'final cards');

const guests = state.users.filter(({ mail }) => mail && emails.includes(mail));
const mailsTo = new Map<string, number>();
for (const { message } of state.mails) {
  for (const { emailAddress } of message.toRecipients) {
    mailsTo.set(emailAddress.address, (mailsTo.get(emailAddress.address) ?? 0) + 1);
  }
}
const doubledMails = [...mailsTo.values()].filter((times) => times > 1).length;
const { lines, faults } = await verifyAudit(LOCAL_TENANT_ID);
const people = await Interlocuteur.countDocuments();
const figures: Record<string, number> = {
  invitations: count,
  'guests in the tenant': guests.length,
  'different addresses among them': new Set(guests.map(({ mail }) => mail)).size,
  'interlocuteurs on record': people,
  'pending after the storm': invited,
  'accepted in the end': accepted,
  'cards that end as Opérationnel': final,
  'people who got a mail': mailsTo.size,
  'people who got it twice': doubledMails,
  'audit lines': lines,
  'audit faults': faults.length,
  'clicks redelivered': redelivered,
  'web killed': killed.web,
  'worker killed': killed.worker,
  'engine killed': killed.engine,
  seconds: Math.round((Date.now() - startedAt) / 1_000),
};
console.table(figures);
await mongoose.disconnect();
await processes.stop();
await Promise.all([tenant.close(), channel.close()]);
const whole = [
  guests.length,
  new Set(guests.map(({ mail }) => mail)).size,
  people,
  invited,
  accepted,
  final,
  mailsTo.size,
];
const isWhole = whole.every((figure) => figure === count) && faults.length === 0 && doubledMails === 0;
console.log(isWhole ? 'Nothing lost, nothing doubled.' : 'The outcome differs from what was asked.');
process.exit(isWhole ? 0 : 1);

/** One submitted card each, spread over the run; delivered again while unanswered, as Bot Service does. */
async function inviteAll(): Promise<void> {
  const gapMs = (seconds * 1_000) / count;
  await Promise.all(
    emails.map(async (email, i) => {
      await sleep(i * gapMs * 0.85);
      const id = randomUUID();
      for (let tries = 0; ; tries += 1) {
        if (tries > 60) throw new Error(`${email} was never answered`);
        if (await submit(email, i, tries % 2 === 0 ? id : randomUUID())) return;
        redelivered += 1;
        await sleep(1_000 + random() * 1_000);
      }
    }),
  );
}

async function submit(email: string, i: number, id: string): Promise<boolean> {
  const person = PEOPLE[i % 4]!;
  const dossier = DOSSIERS[i % DOSSIERS.length]!.code;
  const data = { dossier, nom: `Client ${i}`, prenom: 'Test', email, qualite: 'direction-tpe' };
  try {
    const response = await fetch(`${processes.apiUrl}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(15_000),
      body: JSON.stringify({
        type: 'invoke',
        name: 'adaptiveCard/action',
        id,
        timestamp: new Date().toISOString(),
        channelId: 'msteams',
        serviceUrl: channel.serviceUrl,
        from: { id: person.chatId, aadObjectId: person.entraObjectId },
        recipient: { id: '28:relais', name: 'Relais' },
        conversation: { id: `a:${person.chatId}`, conversationType: 'personal', tenantId: LOCAL_TENANT_ID },
        channelData: { tenant: { id: LOCAL_TENANT_ID } },
        replyToId: cardOf(email),
        value: { action: { type: 'Action.Execute', verb: 'invitation.send', data }, trigger: 'manual' },
      }),
    });
    const body = (await response.json()) as { type?: string };
    return response.status === 200 && body.type === 'application/vnd.microsoft.card.adaptive';
  } catch {
    return false;
  }
}

async function killAtRandom(): Promise<void> {
  const targets: Target[] = ['web', 'worker', 'engine'];
  const moments = Array.from({ length: kills }, () => random() * seconds * 1_000).sort((a, b) => a - b);
  const startedAt = Date.now();
  for (const [index, moment] of moments.entries()) {
    await sleep(moment - (Date.now() - startedAt));
    const target = targets[index % targets.length]!;
    processes.kill(target);
    killed[target] += 1;
  }
}

async function waitFor(look: () => Promise<number>, what: string): Promise<number> {
  const until = Date.now() + PATIENCE_MS;
  let found = await look().catch(() => 0);
  while (found < count && Date.now() < until) {
    await sleep(500);
    found = await look().catch(() => 0);
  }
  if (found < count)
    console.dir(await Interlocuteur.find({ 'guest.status': 'inviting' }).limit(3).lean(), { depth: 6 });
  console.log(`${what}: ${found} after ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  return found;
}

function statusCount(status: 'pending' | 'accepted'): Promise<number> {
  return Interlocuteur.countDocuments({ 'guest.status': status });
}

function cardOf(email: string): string {
  return `card:${email}`;
}

function isFinalCard(email: string): boolean {
  return JSON.stringify(channel.cardOf(cardOf(email)) ?? '').includes('Opérationnel');
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

/** Repeatable randomness (mulberry32), so that a bad run can be run again. */
function generator(seed: number): () => number {
  console.log(`seed ${seed}`);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
