import { AppError } from '../../errors.ts';
import { toOfferForm } from '../../workflows/offers/check-offer-form.ts';
import { listOffers } from '../../workflows/offers/list-offers.ts';
import { canEditCatalogue } from '../../workflows/rights.ts';
import { offerFormCard } from '../cards/offer-form-card.ts';
import { defineAction } from './action.ts';

export const askEditOffer = defineAction('offer.edit-ask', async ({ staff }, { code }) => {
  if (!canEditCatalogue(staff)) throw new AppError('not-allowed', { because: 'catalogue' });
  const offer = (await listOffers(staff.cabinetId)).find((one) => one.code === code);
  if (!offer) throw new AppError('not-found', { because: 'offer' });
  return offerFormCard({ locale: staff.locale, code, version: offer.version, form: toOfferForm(offer) });
});
