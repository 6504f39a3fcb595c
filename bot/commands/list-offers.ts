import { listOffers } from '../../workflows/offers/list-offers.ts';
import { canEditCatalogue } from '../../workflows/rights.ts';
import { catalogueCard } from '../cards/catalogue-card.ts';
import type { Command } from './command.ts';

export const listOffersCommand: Command = {
  name: 'list-offers',
  titles: { fr: 'offres', en: 'offers' },
  synonyms: ['les offres', 'catalogue', 'catalogue des offres', 'services', 'les services', 'liste des offres'],
  async run({ staff }) {
    const offers = await listOffers(staff.cabinetId);
    return catalogueCard({ locale: staff.locale, offers, mayEdit: canEditCatalogue(staff) });
  },
};
