/**
 * The door to Teams. With `notify.ts` the only code that knows botbuilder, whose line is no longer maintained: moving
 * to its successor is a change of these two files (docs/decisions).
 *
 * What the SDK checks: the token's signature, issuer, audience, endorsements and service address. What is added here:
 * no emulator or skill tokens, the channel, the service address. Tenant and person are the affair of `dispatch.ts`.
 */
import type { TokenCredential } from '@azure/identity';
import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConfiguration,
  AuthenticationError,
  type BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorClient,
  ServiceClientCredentialsFactory,
  SkillValidation,
  ToBotFromBotOrEmulatorTokenValidationParameters,
} from 'botframework-connector';
import type { Config } from '../config.ts';
import { createCredential } from '../credential.ts';
import { log } from '../log.ts';
import { isTrustedServiceUrl, toActivity, toTurn } from './read-activity.ts';
import type { Answer, Reply, Turn } from './turn.ts';

/** The one issuer of Bot Service's tokens; the SDK would also take the emulator's. */
const ISSUER = 'https://api.botframework.com';

/** An HTTP request as express parsed it, and what to answer. Bodies never hold an error's text. */
export type BotRequest = { headers: Record<string, string | string[] | undefined>; body: unknown };
export type BotResponse = { status: number; body?: unknown; code?: string };

/** Handles a verified activity; what it returns answers an invoke. */
export type TurnHandler = (turn: Turn, reply: Reply) => Promise<Answer | undefined>;

export type BotAdapter = {
  handle(request: BotRequest): Promise<BotResponse>;
  /** For `notify.ts`: a client of the channel's service, without retries of its own. */
  connect(serviceUrl: string): Promise<ConnectorClient>;
};

export function createBotAdapter(config: Config, onTurn: TurnHandler): BotAdapter {
  const authentication = createAuthentication(config);
  const adapter = new CloudAdapter(authentication);
  adapter.use(async (context, next) => {
    onceAndInTime(context.turnState.get<ConnectorClient>(context.adapter.ConnectorClientKey as symbol)!);
    await next();
  });
  adapter.onTurnError = async (_context, error) => log().error({ err: error }, 'turn');

  return {
    async handle(request) {
      const activity = toActivity(request.body);
      if (!activity) return { status: 400, code: 'invalid-activity' };
      if (!config.isLocal && !isFromBotService(request.headers.authorization)) {
        return { status: 401, code: 'unauthorized' };
      }
      return runTurn(adapter, request, async (context) => {
        if (activity.channelId !== 'msteams') return { status: 403, code: 'channel-refused' };
        if (!isTrustedServiceUrl(activity.serviceUrl, config.isLocal)) return { status: 403, code: 'service-refused' };
        const turn = toTurn(activity);
        const answer = await onTurn(turn, replyThrough(context));
        return turn.action?.isInvoke ? { status: 200, body: toInvokeBody(answer) } : { status: 200 };
      });
    },
    async connect(serviceUrl) {
      const identity = await botIdentity(authentication, config);
      const factory = authentication.createConnectorFactory(identity);
      return onceAndInTime(await factory.create(serviceUrl, config.isLocal ? '' : ISSUER));
    },
  };
}

/**
 * Runs the SDK's pipeline with a response of our own, since the SDK answers failures with the error's text and copies
 * an invoke's logical status into the HTTP status, which must stay 200 (facts: teams-bot.md sections 3 and 8).
 */
async function runTurn(
  adapter: CloudAdapter,
  request: BotRequest,
  logic: (context: TurnContext) => Promise<BotResponse>,
): Promise<BotResponse> {
  let status = 500;
  let answer: BotResponse | undefined;
  const response = {
    socket: undefined,
    status: (code: number) => {
      status = code;
    },
    header: () => undefined,
    send: () => undefined,
    end: () => undefined,
  };
  try {
    await adapter.process({ ...request, method: 'POST' } as never, response as never, async (context) => {
      answer = await logic(context);
    });
  } catch (error) {
    // The SDK's own reading of the activity failed: not one of Teams'.
    log().warn({ err: error }, 'activity refused by the SDK');
    return { status: 400, code: 'invalid-activity' };
  }
  if (answer) return answer;
  return status === 401 ? { status: 401, code: 'unauthorized' } : { status: status >= 400 ? status : 500 };
}

function createAuthentication(config: Config): BotFrameworkAuthentication {
  if (config.isLocal) return new ConfigurationBotFrameworkAuthentication({});
  const { appId, openIdMetadata } = config.bot;
  const credentials = new EntraCredentialsFactory(appId, createCredential(config.credential)!);
  const checks = new AuthenticationConfiguration([], async (claims) => {
    if (SkillValidation.isSkillClaim(claims)) throw new Error('Other bots may not call this one');
  });
  const settings = {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: config.tenantId,
    ...(openIdMetadata && {
      BotOpenIdMetadata: openIdMetadata,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
      ToBotFromChannelTokenIssuer: ISSUER,
      // Once one of these is given, the SDK fills in none of the others.
      ToChannelFromBotOAuthScope: ISSUER,
    }),
  };
  // No emulators and no skills; and the SDK adds the tenant of every token to this list, forged ones too, for ever.
  ToBotFromBotOrEmulatorTokenValidationParameters.issuer = 'none';
  return new StrictAuthentication(settings, credentials, checks);
}

/** The SDK takes a bad signature for a fault of its own and answers 500: whatever goes wrong here is a refusal. */
class StrictAuthentication extends ConfigurationBotFrameworkAuthentication {
  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    try {
      return await super.authenticateRequest(activity, header);
    } catch (error) {
      log().warn({ because: String(error) }, 'token refused');
      throw new AuthenticationError('The token was refused', 401);
    }
  }
}

/** The bot's outgoing tokens, from the same credential as Graph's: one way to prove who we are, not two. */
class EntraCredentialsFactory extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  readonly #credential: TokenCredential;

  constructor(appId: string, credential: TokenCredential) {
    super();
    this.#appId = appId;
    this.#credential = credential;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(
    _appId: string,
    audience: string,
  ): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    const credential = this.#credential;
    return {
      async signRequest(request) {
        const token = await credential.getToken(`${audience}/.default`);
        request.headers.set('authorization', `Bearer ${token?.token}`);
        return request;
      },
    };
  }
}

async function botIdentity(authentication: BotFrameworkAuthentication, config: Config): Promise<ClaimsIdentity> {
  // The SDK's own way to an identity for speaking first; without credentials it is the anonymous one.
  const header = '';
  if (config.isLocal) {
    const result: AuthenticateRequestResult = await authentication.authenticateRequest(
      { channelId: 'msteams', serviceUrl: '' } as Activity,
      header,
    );
    return result.claimsIdentity;
  }
  const { ClaimsIdentity: Identity, AuthenticationConstants } = await import('botframework-connector');
  const { appId } = config.bot;
  return new Identity([
    { type: AuthenticationConstants.AudienceClaim, value: appId },
    { type: AuthenticationConstants.AppIdClaim, value: appId },
  ]);
}

/** Longer than the channel takes; an answer and an excuse for it fit in Teams' patience (facts: teams-bot.md section 7). */
const CALL_MS = 5_000;

type Pipeline = {
  removePolicy(policy: { name: string }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest(request: CallLimits, next: (request: CallLimits) => unknown): unknown;
  }): void;
};
type CallLimits = { timeout: number };

/**
 * The pipeline repeats a POST on 500 to 504, which can say a thing twice, and waits for ever: whether to retry is our
 * record's decision, and it must be told.
 */
function onceAndInTime(connector: ConnectorClient): ConnectorClient {
  // The SDK keeps the client that holds the pipeline to itself.
  const { client } = connector as unknown as { client: { pipeline: Pipeline } };
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  client.pipeline.addPolicy({
    name: 'timeLimit',
    sendRequest: (request, next) => next(Object.assign(request, { timeout: CALL_MS })),
  });
  return connector;
}

function replyThrough(context: TurnContext): Reply {
  return {
    async say(answer) {
      // A text beside a card could be split by Teams, and no activity id comes back: one activity each.
      if (answer.text) await context.sendActivity({ type: ActivityTypes.Message, text: answer.text });
      if (!answer.card) return undefined;
      const sent = await context.sendActivity(cardActivity(answer));
      return sent?.id;
    },
    async change(activityId, answer) {
      await context.updateActivity({ ...cardActivity(answer), id: activityId } as Activity);
    },
  };
}

/** A message with one card and the text that stands for it in feeds and small clients. */
export function cardActivity({ card, summary }: Answer): Partial<Activity> {
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  return { type: ActivityTypes.Message, attachments, summary };
}

function toInvokeBody(answer: Answer | undefined): unknown {
  if (answer?.card) {
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
  }
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer?.text ?? '' };
}

function isFromBotService(authorization: string | string[] | undefined): boolean {
  const [scheme, token] = String(authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) return false;
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { iss?: string };
    return claims.iss === ISSUER;
  } catch {
    return false;
  }
}
