import { AppError } from '../../errors.ts';
import { rotatePartnerKey as rotate } from '../../workflows/partners/rotate-partner-key.ts';
import { canManagePartners } from '../../workflows/rights.ts';
import { shownPartnerKeyCard } from '../cards/partner-key-cards.ts';
import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

/** The same click twice makes one key: the second finds the card out of date. */
export const rotatePartnerKey = defineAction('partner.rotate', async (context, { partnerId, version, graceHours }) => {
  const { services, staff, place } = context;
  if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partner' });
  if (place.type !== 'personal') throw new AppError('personal-only');
  const input = { partnerId, version, graceHours: Number(graceHours), via: { door: 'teams' } as const };
  const made = await rotate(services, staff, input);
  if (!made) return showPartner(context, partnerId, 'stale');
  const { timeZone } = services.config.firm;
  return shownPartnerKeyCard({ locale: staff.locale, timeZone, made: { ...made, partnerId }, replaces: made });
});
