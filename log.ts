/** The one logger. Lines carry identifiers, never names, addresses, tokens or links (design, section 4). */
import { type Logger, pino } from 'pino';

const PERSONAL_OR_SECRET = [
  'authorization',
  'token',
  'password',
  'secret',
  'email',
  'mail',
  'nom',
  'prenom',
  'name',
  'displayName',
  'mobile',
  'inviteRedeemUrl',
  'redeemUrl',
  'text',
];

let logger: Logger = createLogger('info');

/** Replaces the logger once the configuration is known. `name` tells the web process from the worker. */
export function setUpLog(level: string, name: string): Logger {
  logger = createLogger(level, name);
  return logger;
}

/** The current logger. */
export function log(): Logger {
  return logger;
}

function createLogger(level: string, name?: string): Logger {
  return pino({
    level,
    base: name ? { process: name } : null,
    redact: { paths: PERSONAL_OR_SECRET.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[masqué]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
