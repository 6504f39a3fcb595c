import { getInvitation, type InvitationView } from '../../workflows/invitations/get-invitation.ts';
import { latestDossierId } from '../../workflows/invitations/latest-dossier.ts';
import { reminderCard } from '../cards/reminder-card.ts';
import { reminderMail } from '../mails/reminder-mail.ts';
import type { SayNotification } from './notification.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

export const sayInvitationPending: SayNotification = async (services, notification, locale) => {
  const { cabinetId, interlocuteurId, generation } = notification;
  const dossierId = interlocuteurId ? await latestDossierId(cabinetId, interlocuteurId) : undefined;
  const invitation =
    interlocuteurId && dossierId ? await getInvitation(cabinetId, interlocuteurId, dossierId) : undefined;
  // Accepted, removed or sent again meanwhile: there is nothing left to say.
  if (invitation?.status !== 'pending' || invitation.generation !== generation) return undefined;
  const data = { locale, invitation, days: daysSince(services.now(), invitation) };
  return { card: reminderCard(data), mail: reminderMail(data) };
};

function daysSince(now: Date, { sentAt = now }: InvitationView): number {
  return Math.max(1, Math.floor((now.getTime() - sentAt.getTime()) / DAY_MS));
}
