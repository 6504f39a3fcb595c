import type { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier, type DossierRecord, type DossierState } from '../../models/dossier.ts';
import { type ExtensionState, type GrantState, openedAt } from '../../models/dossier-offers.ts';
import { type GuestState, Interlocuteur, type InterlocuteurRecord, type Qualite } from '../../models/interlocuteur.ts';
import type { OfferRecord } from '../../models/offer.ts';
import { PartnerImport } from '../../models/partner-import.ts';
import { buildPlan, type PlanStep, stuckStep } from '../offers/build-plan.ts';
import { listOffers } from '../offers/list-offers.ts';
import { type TeamsStatus, teamsStatusOf } from './teams-status.ts';

type Label = { fr: string; en: string };

/** A person of the dossier, with where each of their services is stuck. */
export type DossierPerson = {
  interlocuteurId: string;
  nom: string;
  prenom?: string;
  email: string;
  qualite: Qualite;
  isDirigeant: boolean;
  isActive: boolean;
  guest: GuestState;
  services: { offer: string; label: Label; status: GrantState; stuck?: PlanStep }[];
};

export type DossierView = {
  dossierId: string;
  code: string;
  raisonSociale: string;
  status: DossierState;
  siren?: string;
  nic?: string;
  ape: string;
  adresse?: string;
  codePostal?: string;
  ville?: string;
  pays: string;
  maitre?: string;
  chefDeMission?: string;
  /** `openedAt` in milliseconds tells a service from the same one opened anew. */
  offers: { code: string; label: Label; extension: ExtensionState; openedAt: number }[];
  people: DossierPerson[];
  /** More people than a card can bear. */
  hasMore: boolean;
  teamsStatus: TeamsStatus;
  /** Partner imports that somebody must decide on (domain 164); `total` counts all of them (166). */
  imports: { awaiting: number; total: number };
  version: number;
};

/** As many as a card of 20 KB can bear with the longest names. */
const MOST_PEOPLE = 10;

/** @returns undefined when the dossier is not the firm's. */
export async function getDossier(
  cabinetId: string,
  dossierId: Types.ObjectId | string,
): Promise<DossierView | undefined> {
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) return undefined;
  const [people, catalogue, staff, awaiting, total] = await Promise.all([
    Interlocuteur.find({ cabinetId, 'links.dossierId': dossier._id })
      .limit(MOST_PEOPLE + 1)
      .lean<InterlocuteurRecord[]>(),
    listOffers(cabinetId),
    staffNames(cabinetId, [dossier.maitreDuDossierId, dossier.chefDeMissionId]),
    PartnerImport.countDocuments({ cabinetId, dossierId: dossier._id, status: { $in: ['awaiting', 'error'] } }),
    PartnerImport.countDocuments({ cabinetId, dossierId: dossier._id, status: { $ne: 'receiving' } }),
  ]);
  const known = people.filter(({ removedAt }) => !removedAt).slice(0, MOST_PEOPLE);
  const { code, raisonSociale, status, siren, nic, ape, adresse, codePostal, ville, pays, version } = dossier;
  return {
    ...{ dossierId: String(dossier._id), code, raisonSociale, status, version },
    ...{ siren, nic, ape, adresse, codePostal, ville, pays },
    maitre: staff.get(String(dossier.maitreDuDossierId)),
    chefDeMission: staff.get(String(dossier.chefDeMissionId)),
    offers: dossier.offers
      .filter((offer) => offer.status === 'active')
      .map((offer) => ({
        ...{ code: offer.code, label: labelOf(catalogue, offer.code), extension: offer.extension },
        openedAt: openedAt(offer),
      })),
    people: known.map((person) => toPerson(dossier, person, catalogue)),
    hasMore: people.length > MOST_PEOPLE,
    teamsStatus: teamsStatusOf(known.map(({ guest }) => guest.status)),
    imports: { awaiting, total },
  };
}

function toPerson(dossier: DossierRecord, person: InterlocuteurRecord, catalogue: OfferRecord[]): DossierPerson {
  const { nom, prenom, email, qualite, isActive, guest, links } = person;
  const open = dossier.grants.filter(
    ({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(person._id),
  );
  return {
    ...{ interlocuteurId: String(person._id), nom, prenom, email, qualite, isActive, guest: guest.status },
    isDirigeant: links.some((link) => link.dossierId.equals(dossier._id) && link.isDirigeant),
    services: open.flatMap(({ offer: code, status }) => {
      const offer = catalogue.find((one) => one.code === code);
      if (!offer) return [];
      const stuck = stuckStep(buildPlan({ dossier, person, offer }));
      return [{ offer: code, label: labelOf(catalogue, code), status, stuck }];
    }),
  };
}

function labelOf(catalogue: OfferRecord[], code: string): Label {
  const label = catalogue.find((one) => one.code === code)?.label;
  return { fr: label?.fr ?? code, en: label?.en ?? code };
}

async function staffNames(cabinetId: string, ids: (Types.ObjectId | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((id): id is Types.ObjectId => Boolean(id));
  const staff = await Collaborateur.find({ cabinetId, _id: { $in: wanted } }, { displayName: 1 }).lean();
  return new Map(staff.map(({ _id, displayName }) => [String(_id), displayName]));
}
