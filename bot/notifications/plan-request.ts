import { getPlan } from '../../workflows/offers/get-plan.ts';
import { findStaffName } from '../../workflows/staff/find-staff-name.ts';
import { planRequestCard } from '../cards/plan-request-card.ts';
import { planRequestMail } from '../mails/plan-request-mail.ts';
import type { SayNotification } from './notification.ts';

export const sayPlanRequest: SayNotification = async (_services, notification, locale) => {
  const { cabinetId, dossierId, interlocuteurId, offer, askedBy } = notification;
  if (!dossierId || !interlocuteurId || !offer) return undefined;
  const refs = { dossierId: String(dossierId), interlocuteurId: String(interlocuteurId), offer };
  const plan = await getPlan(cabinetId, refs);
  // Opened meanwhile, or the client has left: there is nothing left to ask.
  const grant = plan?.steps.find(({ key }) => key === 'grant');
  if (plan?.dossier.status !== 'active' || grant?.state !== 'to-do') return undefined;
  const data = { locale, plan, asker: await findStaffName(cabinetId, askedBy ?? undefined) };
  return { card: planRequestCard(data), mail: planRequestMail(data) };
};
