import { AppError } from '../../errors.ts';
import { Offer, type OfferRecord } from '../../models/offer.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, auditedOn } from '../events.ts';
import { canEditCatalogue, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedOffer } from './check-offer-form.ts';

/**
 * Changes a service of the catalogue. Services already opened keep what they gave until they are opened anew, save the
 * rights, which are read at the moment of each act.
 *
 * @returns undefined when somebody else changed it since the card was shown.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function editOffer(
  services: Services,
  staff: Staff,
  { code, version, entry }: { code: string; version: number; entry: CheckedOffer },
): Promise<OfferRecord | undefined> {
  const { cabinetId } = staff;
  const before = await Offer.findOne({ cabinetId, code }).lean<OfferRecord>();
  if (!before) throw new AppError('not-found', { because: 'offer' });
  if (!canEditCatalogue(staff)) throw new AppError('not-allowed', { because: 'catalogue' });
  if (before.version !== version) return undefined;
  const now = services.now();
  const audit = auditedOn(
    now,
    { kind: 'offer', id: code },
    { actor: actorOf(staff), act: 'offer.edited', before: contentOf(before), after: { ...entry } },
  );
  const after = await Offer.findOneAndUpdate(
    { cabinetId, code, version },
    {
      $set: entry,
      $inc: { version: 1 },
      $push: { outbox: audit },
      ...(entry.downloadUrl ? {} : { $unset: { downloadUrl: 1 } }),
    },
    { returnDocument: 'after', runValidators: true },
  ).lean<OfferRecord>();
  if (after) await dispatchSoon(services, 'offer', after as never);
  return after ?? undefined;
}

function contentOf({ label, description, isPaid, rights, isPresent, downloadUrl }: OfferRecord) {
  return { label, description, isPaid, rights, isPresent, downloadUrl };
}
