import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, auditedOn, startsJob } from '../events.ts';
import { canEditInterlocuteurs, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedDirigeant } from './check-dirigeant.ts';
import { toLink } from './create-dossier.ts';
import { linkDirigeantsSoon } from './link-dirigeants.ts';

/**
 * Names one more dirigeant of a company: there may be several (domain 16).
 *
 * @returns false when this person is one already.
 * @throws AppError `not-found`, `dossier-left`, `not-allowed`.
 */
export async function addDirigeant(
  services: Services,
  staff: Staff,
  { dossierId, dirigeant, invites }: { dossierId: string; dirigeant: CheckedDirigeant; invites: boolean },
): Promise<boolean> {
  const { cabinetId } = staff;
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  if (dossier.status !== 'active') throw new AppError('dossier-left');
  if (!canEditInterlocuteurs(staff)) throw new AppError('not-allowed', { because: 'add dirigeant' });
  const isKnown = await Interlocuteur.exists({
    ...{ cabinetId, email: dirigeant.email },
    links: { $elemMatch: { dossierId: dossier._id, isDirigeant: true } },
  });
  if (isKnown) return false;

  const now = services.now();
  const wanted = toLink(dossier._id, dirigeant, invites, staff.collaborateurId);
  const after = await Dossier.findOneAndUpdate(
    { _id: dossier._id, cabinetId, status: 'active', 'dirigeantsToLink._id': { $ne: wanted._id } },
    {
      $push: {
        dirigeantsToLink: wanted,
        outbox: {
          $each: [
            auditedOn(
              now,
              { kind: 'dossier', id: dossierId },
              { actor: actorOf(staff), act: 'dossier.dirigeant-added', after: { invites } },
            ),
            startsJob(now, 'link-dirigeants', { cabinetId, dossierId }),
          ],
        },
      },
    },
    { returnDocument: 'after' },
  ).lean<DossierRecord>();
  if (!after) return false;
  await dispatchSoon(services, 'dossier', after);
  await linkDirigeantsSoon(services, after);
  return true;
}
