import type { Types } from 'mongoose';
import { ShownCard, type ShownCardRecord, type ShownKind } from '../../models/shown-card.ts';
import { nextAttempt } from '../invitations/back-off.ts';
import type { Services } from '../services.ts';

export type CardPlace = {
  cabinetId: string;
  conversationId: string;
  activityId: string;
  serviceUrl: string;
  botId: string;
  locale: 'fr' | 'en';
};

/** What a card shows: from which identifiers it is made, and which records' changes show on it. */
export type Shows = { kind: ShownKind; refs: Record<string, string>; watches: string[] };

/** Teams makes an older card anew when somebody opens it: by ourselves it is followed while people still look there. */
const FOLLOWED_MS = 30 * 24 * 60 * 60 * 1_000;
/** A worker that died while changing a card: after that long another one takes it up. */
const TURN_MS = 30_000;

/**
 * Keeps that a card in a conversation shows these records, so that it follows their state for a month. Of those that
 * show the same in one conversation, the newest is followed.
 *
 * @param shown fingerprint of the card that stands there; empty when only the person who clicked has seen it, and the
 * shared card must still be changed.
 */
export async function rememberCard({ now }: Services, place: CardPlace, shows: Shows, shown: string): Promise<void> {
  const { cabinetId, conversationId, activityId, locale, ...rest } = place;
  const { kind, refs, watches } = shows;
  const { upsertedId } = await ShownCard.updateOne(
    { cabinetId, conversationId, activityId },
    {
      $set: {
        ...rest,
        ...{ kind, refs, watches, shown },
        isGone: false,
        failures: 0,
        followedUntil: new Date(now().getTime() + FOLLOWED_MS),
        ...(!shown && { retryAt: new Date(now().getTime() + 10_000) }),
      },
      // Should the job below never be started, the sweep finds the card.
      ...(shown ? { $unset: { retryAt: 1 } } : {}),
      // The shared card keeps the language of whoever opened it: one click in English does not turn it for everybody.
      $setOnInsert: { locale },
    },
    { upsert: true },
  );
  // One that was pressed may be the older: only one just put is sure to be the newest.
  if (!upsertedId || !shown) return;
  await ShownCard.updateMany(
    { cabinetId, conversationId, kind, refs, isGone: false, _id: { $ne: upsertedId } },
    { $set: { isGone: true }, $unset: { retryAt: 1 } },
  );
}

/** As many as a job changes well within its time, one after the other. */
const MOST_AT_ONCE = 50;

/**
 * The cards that show this record and are still followed, the newest first: fifty at most.
 *
 * @param beforeId of a former page, which the next one begins after.
 * @returns `nextId` when there are more.
 */
export async function findCards(
  { now }: Services,
  { cabinetId, recordId, beforeId }: { cabinetId: string; recordId: string; beforeId?: string },
): Promise<{ cards: ShownCardRecord[]; nextId?: string }> {
  const isFollowed = { isGone: false, followedUntil: { $gt: now() } };
  const found = await ShownCard.find({
    ...{ cabinetId, watches: recordId, ...isFollowed },
    ...(beforeId && { _id: { $lt: beforeId } }),
  })
    .sort({ _id: -1 })
    .limit(MOST_AT_ONCE + 1)
    .lean<ShownCardRecord[]>();
  const cards = found.slice(0, MOST_AT_ONCE);
  return { cards, ...(found.length > cards.length && { nextId: String(cards.at(-1)?._id) }) };
}

/** Has the shared card brought up to date by a job, after the answer to the click has gone out. */
export async function refreshCardsSoon({ queue, now }: Services, cabinetId: string, { watches }: Shows): Promise<void> {
  const [recordId] = watches;
  if (!recordId) return;
  const runAt = new Date(now().getTime() + 300);
  await queue.enqueue('refresh-cards', { cabinetId, recordId }, { key: `shown:${recordId}:${runAt.getTime()}`, runAt });
}

/** Begins a worker's turn at a card; its number is the fence of `noteShown`. */
export async function takeTurn({ now }: Services, _id: Types.ObjectId): Promise<ShownCardRecord | null> {
  const retryAt = new Date(now().getTime() + TURN_MS);
  return ShownCard.findOneAndUpdate(
    { _id, isGone: false },
    { $inc: { turn: 1 }, $max: { retryAt } },
    { returnDocument: 'after' },
  ).lean<ShownCardRecord>();
}

/** What stands there is unknown from here on until `noteShown` says so. */
export async function noteChanging(_id: Types.ObjectId): Promise<void> {
  await ShownCard.updateOne({ _id }, { $set: { shown: '' } });
}

/**
 * Notes what a card was just made to show.
 *
 * @returns false when another worker began meanwhile: ours may have come after and covered a newer state.
 */
export async function noteShown({ _id, turn }: ShownCardRecord, shown: string, watches: string[]): Promise<boolean> {
  const noted = await ShownCard.updateOne(
    { _id, turn },
    { $set: { shown, watches, failures: 0 }, $unset: { retryAt: 1 } },
  );
  return noted.matchedCount === 1;
}

/** The card could not be changed now: a sweep tries again, however long it takes. */
export async function noteNotShown(
  { now }: Services,
  { _id, failures }: Pick<ShownCardRecord, '_id' | 'failures'>,
  retryAfterSeconds?: number,
): Promise<void> {
  const retryAt = nextAttempt(now(), failures + 1, retryAfterSeconds);
  await ShownCard.updateOne({ _id }, { $set: { retryAt }, $inc: { failures: 1 } });
}

export async function noteGone(_id: Types.ObjectId): Promise<void> {
  await ShownCard.updateOne({ _id }, { $set: { isGone: true }, $unset: { retryAt: 1 } });
}

/** Starts a refresh for each card that is due for another try. */
export async function sweepCards({ queue, now }: Services): Promise<number> {
  const at = now();
  const isFollowed = { isGone: false, followedUntil: { $gt: at } };
  const due = await ShownCard.find({ retryAt: { $lte: at }, ...isFollowed }, { cabinetId: 1, watches: 1, retryAt: 1 })
    .limit(500)
    .lean();
  for (const { cabinetId, watches, retryAt } of due) {
    const [recordId] = watches;
    if (!recordId) continue;
    const key = `card:${recordId}:${retryAt?.getTime()}`;
    await queue.enqueue('refresh-cards', { cabinetId, recordId }, { key, runAt: at });
  }
  return due.length;
}
