import { invitationCard } from '../../bot/cards/invitation-card.ts';
import { ShownCard, type ShownCardRecord } from '../../models/shown-card.ts';
import { noteGone, noteNotShown, noteShown } from '../../workflows/cards/remember-card.ts';
import { getInvitation } from '../../workflows/invitations/get-invitation.ts';
import { defineJob, type JobContext } from './handler.ts';

/**
 * Brings every card that shows this interlocuteur up to date, one after the other, as Teams prefers. A card that cannot
 * be changed now keeps the time of its next try, which a sweep finds.
 */
export const refreshCardsJob = defineJob('refresh-cards', async (context, { cabinetId, interlocuteurId }) => {
  const cards = await ShownCard.find({ cabinetId, interlocuteurId, isGone: false }).lean<ShownCardRecord[]>();
  for (const card of cards) await refresh(context, card);
});

/** How often a card is put again because two workers crossed; then the sweep takes over. */
const MOST_CROSSINGS = 5;

async function refresh({ services, notify }: JobContext, shown: ShownCardRecord): Promise<void> {
  const { _id, cabinetId, conversationId, activityId, serviceUrl, botId, locale } = shown;
  // The channel asked to wait: a change in the meantime does not make it more patient.
  if (shown.failures > 0 && shown.retryAt && shown.retryAt > services.now()) return;
  let { shownVersion } = shown;
  for (let tries = 0; tries < MOST_CROSSINGS; tries += 1) {
    const invitation = await getInvitation(cabinetId, shown.interlocuteurId, shown.dossierId);
    if (!invitation) return noteGone(_id);
    if (invitation.version <= shownVersion) return void (await noteShown(_id, invitation.version));
    const answer = invitationCard({ locale, timeZone: services.config.firm.timeZone, invitation });
    const delivery = await notify.change({ conversationId, serviceUrl, botId, activityId }, answer);
    // Given up, until somebody presses the card again: the channel says never to try again by ourselves.
    if (delivery.kind === 'gone' || delivery.kind === 'unreachable') return noteGone(_id);
    if (delivery.kind !== 'done') {
      return noteNotShown(services, shown, delivery.kind === 'later' ? delivery.retryAfterSeconds : undefined);
    }
    if (await noteShown(_id, invitation.version)) return;
    shownVersion = -1;
  }
  await noteNotShown(services, shown);
}
