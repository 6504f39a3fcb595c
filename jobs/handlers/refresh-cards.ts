import { fingerprintOf } from '../../bot/cards/fingerprint.ts';
import { SHOWN } from '../../bot/shown/index.ts';
import type { ShownCardRecord } from '../../models/shown-card.ts';
import { isReadByStaff } from '../../workflows/cards/is-read-by-staff.ts';
import {
  findCards,
  noteChanging,
  noteGone,
  noteNotShown,
  noteShown,
  takeTurn,
} from '../../workflows/cards/remember-card.ts';
import { defineJob, type JobContext } from './handler.ts';

/**
 * Brings every card that shows this record up to date, one after the other, as Teams prefers, the newest first; of very
 * many the rest is another job's. A card that cannot be changed now keeps the time of its next try, which a sweep finds.
 */
export const refreshCardsJob = defineJob('refresh-cards', async (context, ids) => {
  const { services } = context;
  const { cards, nextId } = await findCards(services, ids);
  if (nextId) {
    const runAt = services.now();
    const key = `rest:${ids.recordId}:${nextId}:${runAt.getTime()}`;
    await services.queue.enqueue('refresh-cards', { ...ids, beforeId: nextId }, { key, runAt });
  }
  for (const card of cards) await refresh(context, card);
});

/** How often a card is put again because two workers crossed; then the sweep takes over. */
const MOST_CROSSINGS = 5;

async function refresh({ services, notify }: JobContext, card: ShownCardRecord): Promise<void> {
  const { _id, failures, retryAt } = card;
  // The channel asked to wait: a change in the meantime does not make it more patient.
  if (failures > 0 && retryAt && retryAt > services.now()) return;
  // Pressed again by somebody who is back, it is followed again.
  if (!(await isReadByStaff(card))) return noteGone(_id);
  let last: ShownCardRecord | null = null;
  // Having crossed another, ours may stand above what that one noted.
  let hasCrossed = false;
  for (let tries = 0; tries < MOST_CROSSINGS; tries += 1) {
    const shown = await takeTurn(services, _id);
    if (!shown) return;
    last = shown;
    const { cabinetId, conversationId, activityId, serviceUrl, botId, locale, refs } = shown;
    const answer = await SHOWN[shown.kind](services, { cabinetId, locale }, refs);
    if (!answer?.card || !answer.shows) return noteGone(_id);
    const fingerprint = fingerprintOf(answer.card);
    if (hasCrossed || fingerprint !== shown.shown) {
      await noteChanging(_id);
      const delivery = await notify.change({ conversationId, serviceUrl, botId, activityId }, answer);
      // Given up, until somebody presses the card again: the channel says never to try again by ourselves.
      if (delivery.kind === 'gone' || delivery.kind === 'unreachable') return noteGone(_id);
      if (delivery.kind !== 'done') {
        return noteNotShown(services, shown, delivery.kind === 'later' ? delivery.retryAfterSeconds : undefined);
      }
    }
    if (await noteShown(shown, fingerprint, answer.shows.watches)) return;
    hasCrossed = true;
  }
  if (last) await noteNotShown(services, last);
}
