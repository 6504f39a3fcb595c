/**
 * The environment, read once and checked at start. Nothing else in the project reads `process.env`.
 *
 * Every key has its sentence in `.env.example`; a test compares the two lists.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Fixed identity of the local tenant, so that a fresh clone needs no setting. */
export const LOCAL_TENANT_ID = '5a1c7b9e-3d24-4f86-9b07-c2e8f1a6d540';

const GRAPH = 'https://graph.microsoft.com';

const guid = z.guid('doit être un identifiant GUID, par exemple 5a1c7b9e-3d24-4f86-9b07-c2e8f1a6d540');
const port = z.coerce.number('doit être un nombre').int().min(1, 'doit être un port').max(65535, 'doit être un port');
const seconds = z.coerce.number('doit être un nombre de secondes').positive('doit être positif');
const url = z.url({ protocol: /^https?$/, error: 'doit être une adresse http ou https' });

/** One entry of STAFF_GROUPS: members of the Entra group `groupId` get `role`. */
const staffGroups = z.string().transform((text, context) =>
  list(text).flatMap((entry) => {
    const [role, groupId] = entry.split('=').map((part) => part.trim());
    const parsed = z.object({ role: staffRole, groupId: guid }).safeParse({ role, groupId });
    if (parsed.success) return [parsed.data];
    context.addIssue({ code: 'custom', message: `« ${entry} » doit être de la forme administrateur=<GUID du groupe>` });
    return [];
  }),
);
const staffRole = z.enum(['administrateur', 'collaborateur', 'gestionnaire-client', 'referent']);

const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3978),
  HOST: z.string().optional(),
  PUBLIC_URL: url.optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'doit commencer par mongodb:// ou mongodb+srv://')
    .optional(),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI'], 'doit être SingleTenant ou UserAssignedMSI')
    .default('SingleTenant'),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppTenantId: guid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppCertificatePath: z.string().optional(),
  BotOpenIdMetadata: url.optional(),
  AZURE_FEDERATED_TOKEN_FILE: z.string().optional(),
  GRAPH_BASE_URL: url.optional(),
  MAIL_SENDER: z.email('doit être une adresse e-mail').optional(),
  FIRM_NAME: z.string().max(100).optional(),
  CLIENT_SPACE_URL: url.optional(),
  FIRM_ADMINS: z.string().default('').transform(list).pipe(z.array(guid)),
  STAFF_GROUPS: staffGroups.default([]),
  TZ_FIRM: z
    .string()
    .default('Europe/Paris')
    .refine(isTimeZone, 'doit être un fuseau horaire IANA, par exemple Europe/Paris'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(3000),
  ACCEPTANCE_CHECK_SECONDS: seconds.optional(),
  INVITATION_REMINDER_DAYS: z.coerce
    .number('doit être un nombre de jours')
    .int()
    .min(1, 'doit être un nombre de jours')
    .optional(),
  IMPORT_MAX_MB: z.coerce
    .number('doit être un nombre de mégaoctets')
    .int()
    .min(1, 'doit être compris entre 1 et 500')
    .max(500, 'doit être compris entre 1 et 500')
    .default(50),
  PARTNER_IMPORT_MAX_MB: z.coerce
    .number('doit être un nombre de mégaoctets')
    .int()
    .min(1, 'doit être compris entre 1 et 16384')
    .max(16_384, 'doit être compris entre 1 et 16384')
    .default(2_048),
  PARTNER_IMPORTS_AT_ONCE: z.coerce
    .number('doit être un nombre de fichiers')
    .int()
    .min(1, 'doit être compris entre 1 et 64')
    .max(64, 'doit être compris entre 1 et 64')
    .default(4),
  UPLOAD_IDLE_SECONDS: seconds.default(30),
  LOCAL_TENANT_PORT: port.default(3979),
  PLAYGROUND_PORT: port.default(56150),
  RELAIS_DATA: z.string().optional(),
});

export type StaffRole = z.infer<typeof staffRole>;

/** How the process proves its identity to Microsoft (bot and Graph alike), best first. */
export type Credential =
  | { kind: 'none' }
  | { kind: 'managed-identity'; clientId: string }
  | { kind: 'workload-identity'; clientId: string; tenantId: string; tokenFile: string }
  | { kind: 'certificate'; clientId: string; tenantId: string; path: string }
  | { kind: 'secret'; clientId: string; tenantId: string; secret: string };

export type Config = ReturnType<typeof readConfig>;

/** All the faults of the environment at once: whoever deploys mends them in one go. */
export class ConfigurationError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`La configuration est incomplète ou incorrecte :\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/**
 * @param environment where the keys are looked up; the process's own by default.
 * @throws ConfigurationError listing every fault.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env) {
  // An empty value in a .env file means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  // What is malformed is set aside, so that what is missing is said in the same breath.
  const malformed = new Set(parsed.error?.issues.map(({ path }) => path[0]));
  const sound = Object.fromEntries(Object.entries(given).filter(([key]) => !malformed.has(key)));
  const env = parsed.data ?? environmentSchema.parse(sound);
  const isLocal = !given.MicrosoftAppId;
  const host = env.HOST ?? (isLocal ? '127.0.0.1' : '0.0.0.0');
  const graphBaseUrl = (env.GRAPH_BASE_URL ?? (isLocal ? `http://127.0.0.1:${env.LOCAL_TENANT_PORT}` : GRAPH)).replace(
    /\/(v1\.0)?\/?$/,
    '',
  );

  if (isLocal) {
    // Without an application id the SDK switches authentication off: anybody who reaches the port is believed.
    if (env.NODE_ENV === 'production') {
      faults.push('MicrosoftAppId manque : en production, le serveur refuse de démarrer sans authentification');
    }
    if (!isLoopback(host)) {
      faults.push(`HOST vaut ${host} : sans MicrosoftAppId, le serveur n'écoute que sur l'adresse de boucle 127.0.0.1`);
    }
    if (env.MicrosoftAppPassword || env.MicrosoftAppCertificatePath) {
      faults.push("MicrosoftAppId manque alors qu'un secret ou un certificat est fourni");
    }
    if (!isLoopback(new URL(graphBaseUrl).hostname)) {
      faults.push('GRAPH_BASE_URL désigne un serveur distant : il faut alors MicrosoftAppId et ses identifiants');
    }
  } else {
    if (!given.MicrosoftAppTenantId) faults.push("MicrosoftAppTenantId manque : l'identifiant du tenant du cabinet");
    if (!given.MONGODB_URI) faults.push("MONGODB_URI manque : l'adresse du serveur MongoDB (jeu de réplicas)");
    if (!given.MAIL_SENDER) faults.push('MAIL_SENDER manque : la boîte partagée qui envoie les courriels du cabinet');
    if (!given.PUBLIC_URL) faults.push("PUBLIC_URL manque : l'adresse https publique de ce serveur");
    if (env.PUBLIC_URL && !env.PUBLIC_URL.startsWith('https:')) faults.push('PUBLIC_URL doit commencer par https://');
    if (!given.FIRM_NAME) faults.push('FIRM_NAME manque : le nom du cabinet, tel que les clients le lisent');
  }
  const { protocol, hostname } = new URL(graphBaseUrl);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    faults.push('GRAPH_BASE_URL doit commencer par https:// : un jeton y est envoyé');
  }
  const credential = readCredential(env, faults);
  if (faults.length > 0) throw new ConfigurationError(faults);

  return {
    isLocal,
    host,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`,
    mongodbUri: env.MONGODB_URI ?? `mongodb://${encodeURIComponent(localEngineSocket(env.RELAIS_DATA))}/relais`,
    /** False when the embedded engine of local mode is to be used. */
    hasOwnMongodb: Boolean(env.MONGODB_URI),
    logLevel: env.LOG_LEVEL,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    tenantId: (env.MicrosoftAppTenantId ?? LOCAL_TENANT_ID).toLowerCase(),
    bot: { appType: env.MicrosoftAppType, appId: env.MicrosoftAppId ?? '', openIdMetadata: env.BotOpenIdMetadata },
    credential,
    graph: { baseUrl: graphBaseUrl, hasOwnServer: Boolean(env.GRAPH_BASE_URL) },
    firm: {
      name: env.FIRM_NAME ?? 'Cabinet Vauban Conseil',
      admins: env.FIRM_ADMINS.map((id) => id.toLowerCase()),
      staffGroups: env.STAFF_GROUPS,
      timeZone: env.TZ_FIRM,
      /** Where clients connect, as the mails say; in local mode an address that leads nowhere. */
      clientSpaceUrl: env.CLIENT_SPACE_URL ?? (isLocal ? 'https://espace-client.vauban-conseil.example/' : undefined),
      mailSender: env.MAIL_SENDER ?? 'relais@vauban-conseil.example',
    },
    /** Seconds between two looks at a pending guest during the first two days (facts: 15 minutes). */
    acceptanceCheckSeconds: env.ACCEPTANCE_CHECK_SECONDS ?? (isLocal ? 2 : 900),
    /** Overrides the firm's setting when given. */
    reminderDays: env.INVITATION_REMINDER_DAYS,
    /** Files of companies. */
    imports: { mostBytes: env.IMPORT_MAX_MB * 1024 * 1024 },
    /** Accounting files of partners. Each one being received takes some 20 MB of memory. */
    partnerImports: {
      mostBytes: env.PARTNER_IMPORT_MAX_MB * 1024 * 1024,
      atOnce: env.PARTNER_IMPORTS_AT_ONCE,
      /** A sender who is silent for so long is cut. */
      idleMs: env.UPLOAD_IDLE_SECONDS * 1_000,
    },
    local: {
      tenantPort: env.LOCAL_TENANT_PORT,
      playgroundPort: env.PLAYGROUND_PORT,
      dataFolder: env.RELAIS_DATA ?? '.relais',
    },
  };
}

/**
 * Where the embedded engine of this checkout listens. A name under the temporary folder, derived from the data
 * folder's path: a socket's path may not pass 107 bytes, and it has to survive a restart of the engine.
 */
export function localEngineSocket(dataFolder = '.relais'): string {
  const key = createHash('sha256').update(`${process.cwd()}\n${dataFolder}`).digest('hex').slice(0, 12);
  return join(tmpdir(), `relais-${userInfo().uid}-${key}`, 'mongodb.sock');
}

/** True for the addresses of this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function readCredential(env: z.infer<typeof environmentSchema>, faults: string[]): Credential {
  const clientId = env.MicrosoftAppId;
  if (!clientId) return { kind: 'none' };
  if (env.MicrosoftAppType === 'UserAssignedMSI') return { kind: 'managed-identity', clientId };
  const tenantId = env.MicrosoftAppTenantId ?? '';
  if (env.AZURE_FEDERATED_TOKEN_FILE) {
    return { kind: 'workload-identity', clientId, tenantId, tokenFile: env.AZURE_FEDERATED_TOKEN_FILE };
  }
  if (env.MicrosoftAppCertificatePath) {
    return { kind: 'certificate', clientId, tenantId, path: env.MicrosoftAppCertificatePath };
  }
  if (env.MicrosoftAppPassword) return { kind: 'secret', clientId, tenantId, secret: env.MicrosoftAppPassword };
  faults.push(
    'Aucun identifiant : donnez MicrosoftAppType=UserAssignedMSI, AZURE_FEDERATED_TOKEN_FILE, ' +
      'MicrosoftAppCertificatePath ou, à défaut, MicrosoftAppPassword',
  );
  return { kind: 'none' };
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('fr', { timeZone: name }));
  } catch {
    return false;
  }
}
