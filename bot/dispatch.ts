/**
 * From a verified activity to its handler: tenant, redelivery, person, then one command or one action. No business
 * here, and no turn ends in silence.
 */
import { AppError, newReference } from '../errors.ts';
import { log } from '../log.ts';
import type { AuditActor } from '../models/audit-event.ts';
import { recordRefusal } from '../workflows/audit/record-refusal.ts';
import { refreshCardsSoon, rememberCard } from '../workflows/cards/remember-card.ts';
import { claimActivity, noteAnswered } from '../workflows/conversations/claim-activity.ts';
import type { Staff } from '../workflows/rights.ts';
import type { Services } from '../workflows/services.ts';
import { ACTIONS } from './actions/index.ts';
import { whoSpeaks } from './actor.ts';
import { arrive, depart } from './arrivals.ts';
import { errorText } from './cards/error-card.ts';
import { fingerprintOf } from './cards/fingerprint.ts';
import { unknownCard } from './cards/unknown-card.ts';
import { isDisplayVerb, VERBS } from './cards/verbs.ts';
import { COMMANDS } from './commands/index.ts';
import type { BotContext } from './context.ts';
import { type Locale, words } from './locales/index.ts';
import { forgetPlace, rememberPlaceAtTimes } from './places.ts';
import { receiveDroppedFile } from './receive-file.ts';
import type { Answer, Reply, Turn } from './turn.ts';
import { findCommand } from './understanding/find-command.ts';

type Refusal = 'wrong-tenant' | 'guest-refused' | 'not-staff';

/** Beyond it nobody asks for anything: a document was pasted, and looking through it would hold everybody else up. */
const LONGEST_SENTENCE = 2_000;

/** Makes the handler that the adapter calls for each verified activity. */
export function createDispatcher(services: Services, cabinetId: string) {
  return async function dispatch(turn: Turn, reply: Reply): Promise<Answer | undefined> {
    const { tenantId } = services.config;
    const isOurs = turn.tenantIds.length > 0 && turn.tenantIds.every((id) => id === tenantId);
    if (!isOurs) {
      if (turn.kind !== 'message' && turn.kind !== 'action') return undefined;
      return answerWith(turn, reply, await refuse(services, cabinetId, turn, 'wrong-tenant'));
    }
    if (turn.kind === 'ignored') return undefined;
    if (turn.kind === 'message' || turn.kind === 'action') return handle(services, cabinetId, turn, reply);
    if (!(await claimActivity(services, turn))) return undefined;
    if (turn.kind === 'arrival') return arrive(services, cabinetId, turn, reply);
    forgetPlace(cabinetId, turn);
    return depart(services, cabinetId, turn);
  };
}

async function handle(services: Services, cabinetId: string, turn: Turn, reply: Reply): Promise<Answer | undefined> {
  // A redelivered message acts once. A redelivered click is let through: its record decides, and it gets its card.
  if (turn.kind === 'action') return answerTurn(services, cabinetId, turn, reply);
  try {
    if (!(await claimActivity(services, turn))) return undefined;
  } catch (error) {
    return answerWith(turn, reply, { text: errorText('fr', explain(error, turn)) });
  }
  const answer = await answerTurn(services, cabinetId, turn, reply);
  // Not waited for: should it be lost, the message acts again when it comes again, which every handler bears.
  noteAnswered(services, turn).catch((error) => log().warn({ err: error }, 'receipt'));
  return answer;
}

async function answerTurn(
  services: Services,
  cabinetId: string,
  turn: Turn,
  reply: Reply,
): Promise<Answer | undefined> {
  let locale: Locale = 'fr';
  try {
    const speaker = await whoSpeaks(services, cabinetId, turn);
    if (speaker.kind !== 'staff') {
      // Their Teams asks each time it displays the shared card: they did nothing, and keep what they see.
      if (isMereDisplay(turn)) return {};
      const refusal = speaker.kind === 'guest' ? 'guest-refused' : 'not-staff';
      return await answerWith(turn, reply, await refuse(services, cabinetId, turn, refusal));
    }
    const { staff } = speaker;
    locale = staff.locale;
    await rememberPlaceAtTimes(services, cabinetId, turn);
    const isInvoke = Boolean(turn.action?.isInvoke);
    const answer = await run({ services, staff, place: turn.place, isInvoke }, turn);
    return await show(services, staff, turn, reply, answer);
  } catch (error) {
    return answerWith(turn, reply, { text: errorText(locale, explain(error, turn)) });
  }
}

/** One command or one action; what it is given has been checked. */
async function run(context: BotContext, turn: Turn): Promise<Answer> {
  const { action } = turn;
  if (action) {
    const found = ACTIONS.find(({ verb }) => verb === action.verb);
    const data = found && VERBS[found.verb].safeParse(action.data);
    if (!found || !data?.success) throw new AppError('invalid-input', { because: 'card data' });
    return found.run(context, data.data as never);
  }
  if (turn.files.length > 0) return receiveDroppedFile(context, turn.files);
  const text = turn.text.slice(0, LONGEST_SENTENCE);
  const found = findCommand(COMMANDS, text);
  if ('command' in found) return found.command.run(context, text);
  const { locale } = context.staff;
  const suggestions = found.nearest.map(({ name, titles }) => ({ command: name, title: capitalise(titles[locale]) }));
  return unknownCard(locale, suggestions, text);
}

/** Sends the answer and keeps where it stands, when it shows a record whose state it must follow. */
async function show(services: Services, staff: Staff, turn: Turn, reply: Reply, answer: Answer): Promise<Answer> {
  const { shows } = answer;
  const { place, action } = turn;
  const follow = async (activityId: string | undefined) => {
    if (!shows || !activityId || isMereDisplay(turn)) return;
    const { cabinetId, locale } = staff;
    const { conversationId, serviceUrl, botId } = place;
    // What an invoke returns is seen by the person who clicked alone: the shared card is changed by a job.
    await rememberCard(
      services,
      { cabinetId, conversationId, activityId, serviceUrl, botId, locale },
      shows,
      action || !answer.card ? '' : fingerprintOf(answer.card),
    );
    if (action) await refreshCardsSoon(services, cabinetId, shows);
  };
  await follow(action ? action.cardActivityId : await reply.say(answer));
  if (action && !action.isInvoke) await follow(await answerSubmit(turn, reply, answer));
  return answer;
}

/**
 * Old clients submit by a message, which cannot return a card: the card itself is changed.
 *
 * @returns the new activity, when the answer had to be one.
 */
async function answerSubmit({ action }: Turn, reply: Reply, answer: Answer): Promise<string | undefined> {
  if (answer.card && action?.cardActivityId) {
    try {
      await reply.change(action.cardActivityId, answer);
      return undefined;
    } catch (error) {
      log().info({ err: error }, 'the card could not be changed: the answer is a new one');
    }
  }
  return reply.say(answer);
}

/** Nobody clicked. The verb is part of it: a click on anything else that says « automatic » is a forged one. */
function isMereDisplay({ action }: Turn): boolean {
  return Boolean(action?.isAutomatic) && isDisplayVerb(action?.verb);
}

/** For an invoke the returned answer is the reply; anything else is said in the conversation. */
async function answerWith(turn: Turn, reply: Reply, answer: Answer): Promise<Answer> {
  if (!turn.action?.isInvoke) {
    await reply.say(answer).catch((error) => log().warn({ err: error }, 'the answer could not be sent'));
  }
  return answer;
}

async function refuse(services: Services, cabinetId: string, turn: Turn, because: Refusal): Promise<Answer> {
  const kind: AuditActor['kind'] = because === 'guest-refused' ? 'guest' : 'stranger';
  const actor = { kind, id: turn.from.entraObjectId ?? turn.from.chatUserId };
  const asked = turn.action ? (knownVerb(turn) ?? 'unknown') : 'message';
  try {
    await recordRefusal(services, { cabinetId, actor, because, asked, key: turn.fingerprint });
  } catch (error) {
    log().error({ err: error }, 'a refusal left no audit line');
  }
  return { text: words('fr')(`refusal.${because}`) };
}

/** What a card says its verb is may be anything: only ours go into the log and the audit trail. */
function knownVerb({ action }: Turn): string | undefined {
  return action && Object.hasOwn(VERBS, action.verb) ? action.verb : undefined;
}

/** Known failures speak for themselves; the others get a reference that is also in the log. */
function explain(error: unknown, turn: Turn): AppError | { reference: string } {
  const verb = knownVerb(turn);
  if (error instanceof AppError) {
    log().info({ code: error.code, because: error.message, verb }, 'turn refused');
    return error;
  }
  const reference = newReference();
  log().error({ err: error, reference, verb }, 'turn failed');
  return { reference };
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
