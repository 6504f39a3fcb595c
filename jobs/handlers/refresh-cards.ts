import { invitationCard } from '../../bot/cards/invitation-card.ts';
import { AppError } from '../../errors.ts';
import { ShownCard, type ShownCardRecord } from '../../models/shown-card.ts';
import { noteGone, noteShown } from '../../workflows/cards/remember-card.ts';
import { getInvitation } from '../../workflows/invitations/get-invitation.ts';
import { defineJob, type JobContext } from './handler.ts';

/** Brings every card that shows this interlocuteur up to date. A card that cannot be changed now is tried again. */
export const refreshCardsJob = defineJob('refresh-cards', async (context, { cabinetId, interlocuteurId }) => {
  const cards = await ShownCard.find({ cabinetId, interlocuteurId, isGone: false }).lean<ShownCardRecord[]>();
  const outcomes = await Promise.all(cards.map((card) => refresh(context, card)));
  if (outcomes.includes('later')) throw new AppError('graph-unavailable', { because: 'a card could not be changed' });
});

async function refresh({ services, notify }: JobContext, shown: ShownCardRecord): Promise<'done' | 'later'> {
  const { cabinetId, conversationId, activityId, serviceUrl, botId, locale } = shown;
  const invitation = await getInvitation(cabinetId, shown.interlocuteurId, shown.dossierId);
  if (!invitation || invitation.version <= shown.shownVersion) return 'done';
  const answer = invitationCard({ locale, timeZone: services.config.firm.timeZone, invitation });
  const delivery = await notify.change({ conversationId, serviceUrl, botId, activityId }, answer);
  if (delivery.kind === 'later') return 'later';
  if (delivery.kind === 'done') await noteShown(shown._id, invitation.version);
  else await noteGone(shown._id);
  return 'done';
}
