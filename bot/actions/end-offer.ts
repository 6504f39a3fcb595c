import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { endOffer as end } from '../../workflows/offers/end-offer.ts';
import { endOfferCard } from '../cards/end-offer-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Ends a service on the dossier, for everybody. Without a choice the question is asked again. */
export const endOffer = defineAction('offer.end', async (context, { dossierId, offer }) => {
  const { services, staff } = context;
  const dossier = await getDossier(staff.cabinetId, dossierId);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  const isOpen = dossier.offers.some(({ code }) => code === offer);
  if (!isOpen && dossier.offers.length > 0) return endOfferCard({ locale: staff.locale, dossier });
  if (isOpen) await end(services, staff, { kind: 'end', dossierId, offer });
  return showRecord(context, 'dossier', { dossierId });
});
