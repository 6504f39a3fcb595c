import type { Types } from 'mongoose';
import { ShownCard, type ShownCardRecord } from '../../models/shown-card.ts';
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

type Shows = { interlocuteurId: string; dossierId: string };

/**
 * Keeps that a card in a conversation shows this invitation, so that it follows its state.
 *
 * @param version what the card shows now; -1 when only the person who clicked has seen it, and the shared card must
 * still be changed.
 */
export async function rememberCard({ now }: Services, place: CardPlace, shows: Shows, version: number): Promise<void> {
  const { cabinetId, conversationId, activityId, locale, ...rest } = place;
  await ShownCard.updateOne(
    { cabinetId, conversationId, activityId },
    {
      $set: {
        ...rest,
        ...shows,
        shownVersion: version,
        isGone: false,
        failures: 0,
        ...(version < 0 && { retryAt: new Date(now().getTime() + 10_000) }),
      },
      // Should the job below never be started, the sweep finds the card.
      ...(version < 0 ? {} : { $unset: { retryAt: 1 } }),
      // The shared card keeps the language of whoever opened it: one click in English does not turn it for everybody.
      $setOnInsert: { locale },
    },
    { upsert: true },
  );
}

/** Has the shared card brought up to date by a job, after the answer to the click has gone out. */
export async function refreshCardsSoon({ queue, now }: Services, cabinetId: string, shows: Shows): Promise<void> {
  const runAt = new Date(now().getTime() + 300);
  const { interlocuteurId } = shows;
  const key = `shown:${interlocuteurId}:${runAt.getTime()}`;
  await queue.enqueue('refresh-cards', { cabinetId, interlocuteurId }, { key, runAt });
}

/**
 * Notes what a card was just made to show.
 *
 * @returns false when a newer state was put on it meanwhile: ours may have come after and covered it.
 */
export async function noteShown(_id: Types.ObjectId, version: number): Promise<boolean> {
  const noted = await ShownCard.updateOne(
    { _id, shownVersion: { $lte: version } },
    { $set: { shownVersion: version, failures: 0 }, $unset: { retryAt: 1 } },
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
  const due = await ShownCard.find({ retryAt: { $lte: at } }, { cabinetId: 1, interlocuteurId: 1, retryAt: 1 })
    .limit(500)
    .lean();
  for (const { cabinetId, interlocuteurId, retryAt } of due) {
    const key = `card:${interlocuteurId}:${retryAt?.getTime()}`;
    await queue.enqueue('refresh-cards', { cabinetId, interlocuteurId: String(interlocuteurId) }, { key, runAt: at });
  }
  return due.length;
}
