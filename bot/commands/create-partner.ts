import { AppError } from '../../errors.ts';
import { canManagePartners } from '../../workflows/rights.ts';
import { partnerFormCard } from '../cards/partner-form-card.ts';
import { asksToCreatePartner, readPartnerName } from '../understanding/read-partner-sentence.ts';
import type { Command } from './command.ts';

/** Opens the form of a partner application (domain 162); an administrateur's, and never in front of others: it ends with a key. */
export const createPartnerCommand: Command = {
  name: 'create-partner',
  titles: { fr: 'créer un partenaire', en: 'create a partner' },
  synonyms: [
    ...['creer une application partenaire', 'nouveau partenaire', 'ajouter un partenaire'],
    ...['create a partner application', 'new partner', 'add a partner'],
  ],
  matches: asksToCreatePartner,
  async run({ staff, place }, text) {
    if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partner' });
    if (place.type !== 'personal') throw new AppError('personal-only');
    const form = { name: readPartnerName(text), reach: '', dossiers: '', dossierIds: '' };
    return partnerFormCard({ locale: staff.locale, form });
  },
};
