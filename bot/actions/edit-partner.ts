import { changePartnerReach } from '../../workflows/partners/change-partner-reach.ts';
import { checkPartnerForm } from '../../workflows/partners/check-partner-form.ts';
import { isNameTaken, keepsDossiers, openPartner, showPartner, showPartnerForm } from '../show-partner.ts';
import { defineAction } from './action.ts';

/** The name and the dossiers; what a card of before would undo is not written. */
export const editPartner = defineAction('partner.edit', async (context, { partnerId, version, ...form }) => {
  const { services, staff } = context;
  const partner = await openPartner(context, partnerId);
  if (partner.version !== version) return showPartner(context, partnerId, 'stale');
  const checked = await checkPartnerForm(staff.cabinetId, form, keepsDossiers(partner));
  if (!checked.value) return showPartnerForm(context, form, checked, partner);
  try {
    const input = { partnerId, version, ...checked.value, via: { door: 'teams' } as const };
    const { outcome } = await changePartnerReach(services, staff, input);
    return showPartner(context, partnerId, outcome);
  } catch (error) {
    if (!isNameTaken(error)) throw error;
    return showPartnerForm(context, form, { faults: { name: 'name-taken' } }, partner);
  }
});
