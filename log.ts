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
    serializers: { err: describeError },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

type Described = {
  type?: string;
  code?: unknown;
  status?: unknown;
  message?: string;
  reference?: string;
  at?: string[];
};

/**
 * What may be written of an error. The texts of others (MongoDB's duplicate keys, Graph's and Teams' bodies, a request
 * that could not be read) hold addresses and names: only our own messages are kept.
 */
function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, statusCode, status, reference } = error as Error & Record<string, unknown>;
  const isOurs = error.name === 'AppError';
  return {
    type: error.name,
    code,
    status: statusCode ?? status,
    ...(isOurs && { message: error.message, reference: String(reference) }),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}
