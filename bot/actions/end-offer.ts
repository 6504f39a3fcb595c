import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { endOffer as end } from '../../workflows/offers/end-offer.ts';
import { endOfferCard, readEndChoice } from '../cards/end-offer-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/**
 * Ends a service on the dossier, for everybody. Without a choice, or when the service chosen was ended and opened anew
 * since the card was made, the question is asked again.
 */
export const endOffer = defineAction('offer.end', async (context, { dossierId, offer: choice }) => {
  const { services, staff } = context;
  const dossier = await getDossier(staff.cabinetId, dossierId);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  const { offer, openedAt } = readEndChoice(choice);
  const isOpen = dossier.offers.some(({ code }) => code === offer);
  const outcome = isOpen && (await end(services, staff, { kind: 'end', dossierId, offer, openedAt }));
  const asksAgain = !isOpen || outcome === 'stale-click';
  if (asksAgain && dossier.offers.length > 0) return endOfferCard({ locale: staff.locale, dossier });
  return showRecord(context, 'dossier', { dossierId });
});
