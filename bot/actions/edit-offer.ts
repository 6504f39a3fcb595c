import { checkOfferForm } from '../../workflows/offers/check-offer-form.ts';
import { editOffer as edit } from '../../workflows/offers/edit-offer.ts';
import { listOffers } from '../../workflows/offers/list-offers.ts';
import { canEditCatalogue } from '../../workflows/rights.ts';
import { catalogueCard } from '../cards/catalogue-card.ts';
import { offerFormCard } from '../cards/offer-form-card.ts';
import { defineAction } from './action.ts';

export const editOffer = defineAction('offer.edit', async ({ services, staff }, { code, version, ...form }) => {
  const { locale, cabinetId } = staff;
  const checked = checkOfferForm(form);
  if (!checked.ok) return offerFormCard({ locale, code, version, form, faults: checked.faults });
  const edited = await edit(services, staff, { code, version, entry: checked.value });
  const offers = await listOffers(cabinetId);
  return catalogueCard({ locale, offers, mayEdit: canEditCatalogue(staff), remark: edited ? 'saved' : 'stale' });
});
