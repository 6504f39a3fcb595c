import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { endOfferCard } from '../cards/end-offer-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const askEndOffer = defineAction('offer.end-ask', async (context, { dossierId }) => {
  const dossier = await getDossier(context.staff.cabinetId, dossierId);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  // Ended meanwhile by somebody else: the dossier says so.
  if (dossier.offers.length === 0) return showRecord(context, 'dossier', { dossierId });
  return endOfferCard({ locale: context.staff.locale, dossier });
});
