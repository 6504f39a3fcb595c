import { AppError } from '../../errors.ts';
import { checkPartnerForm } from '../../workflows/partners/check-partner-form.ts';
import { createPartner as create } from '../../workflows/partners/create-partner.ts';
import { canManagePartners } from '../../workflows/rights.ts';
import { shownPartnerKeyCard } from '../cards/partner-key-cards.ts';
import { isNameTaken, showPartnerForm } from '../show-partner.ts';
import { defineAction } from './action.ts';

/** The key is on the card of whoever clicked, once; the shared card does not hold it. */
export const createPartner = defineAction('partner.create', async (context, form) => {
  const { services, staff, place } = context;
  if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partner' });
  if (place.type !== 'personal') throw new AppError('personal-only');
  const checked = await checkPartnerForm(staff.cabinetId, form);
  if (!checked.value) return showPartnerForm(context, form, checked);
  const { name, dossierIds = [] } = checked.value;
  try {
    const made = await create(services, staff, { name, dossierIds, via: { door: 'teams' } });
    return shownPartnerKeyCard({ locale: staff.locale, timeZone: services.config.firm.timeZone, made });
  } catch (error) {
    if (!isNameTaken(error)) throw error;
    return showPartnerForm(context, form, { faults: { name: 'name-taken' } });
  }
});
