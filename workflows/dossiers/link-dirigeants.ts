/**
 * Triggered when a dossier is made, by the job of that name and by its sweep; needs a dossier with dirigeants still to
 * link; makes each of them an interlocuteur of the dossier, invited when that was asked for (domain 15, 101, 110). May
 * be killed at any line and run again, also twice at once: the link itself says that it is done.
 */
import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { log } from '../../log.ts';
import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import { type DirigeantToLink, Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { refreshesCards } from '../events.ts';
import { inviteClient } from '../invitations/invite-client.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { linkDirigeant } from './link-dirigeant.ts';

type Ids = { cabinetId: string; dossierId: string };

/** @returns how many were linked by this run. */
export async function linkDirigeants(services: Services, { cabinetId, dossierId }: Ids): Promise<number> {
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) return 0;
  let linked = 0;
  for (const dirigeant of dossier.dirigeantsToLink) {
    if (dossier.status === 'active' && (await linkOne(services, dossier, dirigeant))) linked += 1;
    await forget(services, dossier, dirigeant);
  }
  return linked;
}

/** Right after the dossier is made: a failure is only logged, the job will do it. */
export async function linkDirigeantsSoon(services: Services, { cabinetId, _id, dirigeantsToLink }: DossierRecord) {
  if (dirigeantsToLink.length === 0) return;
  try {
    await linkDirigeants(services, { cabinetId, dossierId: String(_id) });
  } catch (error) {
    log().warn({ err: error }, 'dirigeants left to the job');
  }
}

async function linkOne(services: Services, dossier: DossierRecord, dirigeant: DirigeantToLink): Promise<boolean> {
  const { cabinetId, _id: dossierId } = dossier;
  const { email, requestedBy } = dirigeant;
  const person = await Interlocuteur.findOne({ cabinetId, email }).lean<InterlocuteurRecord>();
  // Done by a run that was killed before it could say so here; anything that happened to the invitation since stands.
  if (person?.links.some((link) => link.dossierId.equals(dossierId) && link.isDirigeant)) return false;
  const staff = await staffOf(cabinetId, requestedBy);
  if (dirigeant.invites && staff) {
    // Whoever is known stays as they are: their Qualité opens more than this one dossier (domain 7, 8).
    const known = person && !person.removedAt ? person : undefined;
    const { nom, prenom, mobile, qualite } = known ?? { ...dirigeant, qualite: 'direction-tpe' as const };
    const wish = { nom, prenom, email, mobile, qualite, message: undefined };
    try {
      await inviteClient(services, staff, { ...wish, dossierId, isDirigeant: true });
      // Somebody linked before, otherwise than as dirigeant, and whose invitation stands already.
      await linkDirigeant(services, dossier, dirigeant);
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.isRetryable) throw error;
      if (error.code === 'dossier-left') return false;
      log().info({ code: error.code }, 'a dirigeant is linked without being invited');
    }
  }
  return linkDirigeant(services, dossier, dirigeant);
}

/** Whoever asked acts, even after they left: it was allowed when they did. */
async function staffOf(cabinetId: string, collaborateurId: Types.ObjectId): Promise<Staff | undefined> {
  const record = await Collaborateur.findOne({ _id: collaborateurId, cabinetId }).lean<CollaborateurRecord>();
  if (!record) return undefined;
  const { entraObjectId, displayName, roles, locale } = record;
  return { cabinetId, collaborateurId, entraObjectId, displayName, roles, locale: locale ?? 'fr' };
}

async function forget(services: Services, { _id, cabinetId }: DossierRecord, dirigeant: DirigeantToLink) {
  const now = services.now();
  const after = await Dossier.findOneAndUpdate(
    { _id, cabinetId, 'dirigeantsToLink._id': dirigeant._id },
    {
      $pull: { dirigeantsToLink: { _id: dirigeant._id } },
      $push: { outbox: refreshesCards(now, cabinetId, _id) },
    },
    { returnDocument: 'after' },
  ).lean<DossierRecord>();
  if (after) await dispatchSoon(services, 'dossier', after);
}
