import { getDraft } from '../../workflows/drafts/get-draft.ts';
import { DRAFT_DAYS } from '../../workflows/drafts/keep-draft.ts';
import { draftExpiredCard } from '../cards/draft-expired-card.ts';
import { draftExpiredMail } from '../mails/draft-expired-mail.ts';
import type { SayNotification } from './notification.ts';

export const sayDraftExpired: SayNotification = async (_services, notification, locale) => {
  const { cabinetId, collaborateurId, draftId } = notification;
  const draft = draftId ? await getDraft({ cabinetId, collaborateurId }, String(draftId)) : undefined;
  // Taken up again meanwhile: there is nothing left to say.
  if (draft?.state !== 'expired') return undefined;
  const { _id, kind, label } = draft;
  const data = { locale, draftId: String(_id), kind, label, days: DRAFT_DAYS };
  return { card: draftExpiredCard(data), mail: draftExpiredMail(data) };
};
