import { Offer } from '../../models/offer.ts';
import { DEFAULT_CATALOGUE } from './default-catalogue.ts';

/** Gives a firm the services of the first day. What an administrateur has changed since stays as they left it. */
export async function ensureCatalogue(cabinetId: string): Promise<void> {
  await Offer.bulkWrite(
    DEFAULT_CATALOGUE.map(({ code, ...entry }) => ({
      updateOne: {
        filter: { cabinetId, code },
        update: { $setOnInsert: { ...entry, isPresent: true, version: 1 } },
        upsert: true,
      },
    })),
    // Web and worker start together and both create it: one of the two finds it there.
    { ordered: false },
  ).catch((error: { code?: number }) => {
    if (error.code !== 11000) throw error;
  });
}
