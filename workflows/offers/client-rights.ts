/** What a client may do on a dossier, asked at the moment of the act and never remembered (domain 4, 20, 252). */
import type { Types } from 'mongoose';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import type { ClientRight, OfferRecord } from '../../models/offer.ts';
import { listOffers } from './list-offers.ts';

export type ClientAccess = {
  rights: ReadonlySet<ClientRight>;
  /** The GS part of the GED is for « Direction TPE » alone (domain 7, 8). */
  seesGs: boolean;
};

type Person = Pick<InterlocuteurRecord, '_id' | 'qualite' | 'isActive' | 'removedAt' | 'links' | 'guest'>;

/**
 * Pure. One interlocuteur, one dossier, one service: what the services open to them there give, provided that the
 * person is an active interlocuteur of that dossier, a guest who has accepted, and that the client is still one.
 */
export function clientAccess(
  dossier: Pick<DossierRecord, '_id' | 'status' | 'offers' | 'grants'>,
  person: Person,
  catalogue: readonly Pick<OfferRecord, 'code' | 'rights'>[],
): ClientAccess {
  const isKnown =
    dossier.status === 'active' &&
    person.isActive &&
    !person.removedAt &&
    person.guest.status === 'accepted' &&
    person.links.some(({ dossierId }) => dossierId.equals(dossier._id));
  const opened = dossier.grants.filter(
    ({ interlocuteurId, offer, status }) =>
      status === 'active' &&
      interlocuteurId.equals(person._id) &&
      dossier.offers.some((one) => one.code === offer && one.status === 'active'),
  );
  const rights = new Set<ClientRight>(
    isKnown ? opened.flatMap(({ offer }) => catalogue.find(({ code }) => code === offer)?.rights ?? []) : [],
  );
  return { rights, seesGs: rights.has('ged.consult') && person.qualite === 'direction-tpe' };
}

/** The same from the records as they stand now; a person or dossier of another firm has no rights at all. */
export async function readClientAccess(
  cabinetId: string,
  interlocuteurId: Types.ObjectId | string,
  dossierId: Types.ObjectId | string,
): Promise<ClientAccess> {
  const [dossier, person, catalogue] = await Promise.all([
    Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>(),
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>(),
    listOffers(cabinetId),
  ]);
  if (!dossier || !person) return { rights: new Set(), seesGs: false };
  return clientAccess(dossier, person, catalogue);
}

/** Modules that the right to keep the books opens: all but « Révision » (domain 75). */
export function mayUseModule(access: ClientAccess, module: string): boolean {
  const isRevision = module.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() === 'revision';
  return access.rights.has('dossier.write') && !isRevision;
}
