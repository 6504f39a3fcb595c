import { Offer, type OfferRecord } from '../../models/offer.ts';

/** The firm's catalogue, in its order. */
export function listOffers(cabinetId: string): Promise<OfferRecord[]> {
  return Offer.find({ cabinetId }).sort({ rank: 1, code: 1 }).limit(20).lean<OfferRecord[]>().exec();
}
