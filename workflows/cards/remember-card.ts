import type { Types } from 'mongoose';
import { ShownCard } from '../../models/shown-card.ts';
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
export async function rememberCard(place: CardPlace, shows: Shows, version: number): Promise<void> {
  const { cabinetId, conversationId, activityId, ...rest } = place;
  await ShownCard.updateOne(
    { cabinetId, conversationId, activityId },
    { $set: { ...rest, ...shows, shownVersion: version, isGone: false } },
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

/** Notes what a card shows now. Never backwards: two jobs may update the same card. */
export async function noteShown(_id: Types.ObjectId, version: number): Promise<void> {
  await ShownCard.updateOne({ _id, shownVersion: { $lt: version } }, { $set: { shownVersion: version } });
}

export async function noteGone(_id: Types.ObjectId): Promise<void> {
  await ShownCard.updateOne({ _id }, { $set: { isGone: true } });
}
