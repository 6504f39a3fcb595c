import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import {
  type DossierLink,
  Interlocuteur,
  type InterlocuteurRecord,
  LIMITE_A_DEFAULT,
} from '../../models/interlocuteur.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import { canEditInterlocuteurs, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

export type NewLink = DossierLink;

const MAX_TRIES = 5;

/**
 * Links a person to dossiers, all in one write. « Limité à » stays at « - » (domain 63, 64). Those that are linked
 * already are left alone, so that the same click twice changes nothing.
 *
 * @returns how many links are new.
 * @throws AppError `not-found`, `dossier-left`, `not-allowed`.
 */
export async function linkDossiers(
  services: Services,
  staff: Staff,
  { interlocuteurId, dossierIds: asked }: { interlocuteurId: string; dossierIds: readonly string[] },
): Promise<number> {
  const { cabinetId } = staff;
  const dossierIds = await checkDossiers(cabinetId, asked);
  if (!canEditInterlocuteurs(staff)) throw new AppError('not-allowed');
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const person = await Interlocuteur.findOne({
      ...{ _id: interlocuteurId, cabinetId, removedAt: null },
    }).lean<InterlocuteurRecord>();
    if (!person) throw new AppError('not-found', { because: 'interlocuteur' });
    const now = services.now();
    const missing = newLinks(now, staff, dossierIds).filter(
      ({ dossierId }) => !person.links.some((link) => link.dossierId.equals(dossierId)),
    );
    if (missing.length === 0) return 0;
    const events = [
      ...linkEvents(now, staff, person, missing),
      follows(now, person, 'refresh-cards', { runAt: afterTheAnswer(now) }),
    ];
    const linked = await Interlocuteur.findOneAndUpdate(
      { _id: person._id, cabinetId, version: person.version },
      { $inc: { version: 1 }, $push: { links: { $each: missing }, outbox: { $each: events } } },
      { returnDocument: 'after', runValidators: true },
    ).lean<InterlocuteurRecord>();
    if (!linked) continue;
    await dispatchSoon(services, 'interlocuteur', linked);
    return missing.length;
  }
  throw new AppError('stale-card', { because: 'the interlocuteur kept changing' });
}

/**
 * The dossiers as identifiers, once it is sure that all are the firm's and none has left.
 *
 * @throws AppError `not-found`, `dossier-left`.
 */
export async function checkDossiers(cabinetId: string, asked: readonly string[]): Promise<Types.ObjectId[]> {
  const ids = [...new Set(asked)];
  if (ids.length === 0) return [];
  const dossiers = await Dossier.find({ cabinetId, _id: { $in: ids } }, { status: 1 }).lean();
  if (dossiers.length !== ids.length) throw new AppError('not-found', { because: 'dossier' });
  if (dossiers.some(({ status }) => status !== 'active')) throw new AppError('dossier-left');
  return ids.map((id) => new Types.ObjectId(id));
}

export function newLinks(linkedAt: Date, staff: Staff, dossierIds: Types.ObjectId[], isDirigeant = false): NewLink[] {
  const linkedBy = staff.collaborateurId;
  return dossierIds.map((dossierId) => ({
    ...{ dossierId, limiteA: LIMITE_A_DEFAULT, linkedAt, linkedBy },
    ...(isDirigeant && { isDirigeant }),
  }));
}

/** What follows from new links: an audit line each, and the cards of the dossiers. */
export function linkEvents(
  now: Date,
  staff: Staff,
  person: InterlocuteurRecord,
  links: readonly NewLink[],
): OutboxEvent[] {
  return links.flatMap(({ dossierId, limiteA }) => [
    audited(now, person, {
      actor: actorOf(staff),
      act: 'interlocuteur.linked',
      after: { dossierId: String(dossierId), limiteA },
    }),
    refreshesCards(now, person.cabinetId, dossierId, afterTheAnswer(now)),
  ]);
}
