import type { ErrorCode } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { GrantState } from '../../models/dossier-offers.ts';
import { type GuestState, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import type { OfferRecord } from '../../models/offer.ts';
import { buildPlan, type PlanActor, type PlanBecause, stuckStep } from '../offers/build-plan.ts';
import { listOffers } from '../offers/list-offers.ts';

/** A service of the person on one dossier. */
export type ServiceLine = { offer: string; label: { fr: string; en: string }; status: GrantState };

/** Where the person is stuck and who must act; its sentence is found under `interlocuteur.next`. */
export type NextStep = {
  because: PlanBecause | 'no-service';
  who: PlanActor;
  refusal?: ErrorCode;
  /** The dossier and service it is about; missing when it is about the person. */
  dossierCode?: string;
  label?: { fr: string; en: string };
};

/** An interlocuteur as people see them. */
export type InterlocuteurView = {
  interlocuteurId: string;
  version: number;
  person: PersonFields;
  isRemoved: boolean;
  isActive: boolean;
  status: GuestState;
  generation: number;
  refusal?: ErrorCode;
  /** Former guests still to be deleted, or that only the tenant's administrator can delete. */
  withdrawal?: 'to-do' | 'refused';
  dossiers: {
    dossierId: string;
    code: string;
    raisonSociale: string;
    isDirigeant: boolean;
    services: ServiceLine[];
  }[];
  next?: NextStep;
};

type PersonFields = Pick<
  InterlocuteurRecord,
  | ('nom' | 'prenom' | 'email' | 'qualite' | 'roleOrganisationnel' | 'mobile' | 'fixe' | 'adresse1' | 'adresse2')
  | ('adresse3' | 'commune' | 'codePostal' | 'pays' | 'notes' | 'accesSocial' | 'comptePersonnelMicrosoft')
>;

/** @returns undefined when the person is not the firm's. */
export async function getInterlocuteur(
  cabinetId: string,
  interlocuteurId: string,
): Promise<InterlocuteurView | undefined> {
  const record = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  if (!record) return undefined;
  const ids = record.links.map(({ dossierId }) => dossierId);
  const [read, catalogue] = await Promise.all([
    Dossier.find({ cabinetId, _id: { $in: ids } }).lean<DossierRecord[]>(),
    listOffers(cabinetId),
  ]);
  const byId = new Map(read.map((dossier) => [String(dossier._id), dossier]));
  const dossiers = ids.flatMap((id) => byId.get(String(id)) ?? []);
  const states = record.withdrawals.map(({ state }) => state);
  return {
    ...{ interlocuteurId: String(record._id), version: record.version, person: fieldsOf(record) },
    ...{ isRemoved: Boolean(record.removedAt), isActive: record.isActive },
    ...{ status: record.guest.status, generation: record.guest.generation, refusal: record.guest.refusal },
    withdrawal: states.includes('to-do') ? 'to-do' : states.includes('refused') ? 'refused' : undefined,
    dossiers: dossiers.map((dossier) => ({
      ...{ dossierId: String(dossier._id), code: dossier.code, raisonSociale: dossier.raisonSociale },
      isDirigeant: record.links.some((link) => link.isDirigeant && link.dossierId.equals(dossier._id)),
      services: servicesOf(record, dossier, catalogue),
    })),
    next: nextStep(record, dossiers, catalogue),
  };
}

function fieldsOf(record: InterlocuteurRecord): PersonFields {
  const { nom, prenom, email, qualite, roleOrganisationnel, mobile, fixe, adresse1, adresse2, adresse3 } = record;
  const { commune, codePostal, pays, notes, accesSocial, comptePersonnelMicrosoft } = record;
  return {
    ...{ nom, prenom, email, qualite, roleOrganisationnel, mobile, fixe, adresse1, adresse2, adresse3 },
    ...{ commune, codePostal, pays, notes, accesSocial, comptePersonnelMicrosoft },
  };
}

function servicesOf(
  { _id }: Pick<InterlocuteurRecord, '_id'>,
  { grants }: DossierRecord,
  catalogue: OfferRecord[],
): ServiceLine[] {
  const mine = grants.filter(({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(_id));
  return mine.map(({ offer, status }) => ({ offer, status, label: labelOf(catalogue, offer) }));
}

function labelOf(catalogue: OfferRecord[], code: string): { fr: string; en: string } {
  const { label } = catalogue.find((one) => one.code === code) ?? {};
  return { fr: label?.fr ?? code, en: label?.en ?? code };
}

/** The first thing that is missing, from the person to their services. Pure. */
export function nextStep(
  record: Pick<InterlocuteurRecord, '_id' | 'links' | 'isActive' | 'removedAt' | 'guest'>,
  dossiers: DossierRecord[],
  catalogue: OfferRecord[],
): NextStep | undefined {
  if (record.removedAt) return undefined;
  if (!record.isActive) return { because: 'inactive', who: 'collaborateur' };
  const [first] = dossiers;
  if (!first) return { because: 'not-linked', who: 'collaborateur' };
  const anyOffer = { code: '', isPaid: false, isPresent: true };
  const guest = buildPlan({ dossier: first, person: record, offer: anyOffer }).find(({ key }) => key === 'guest');
  if (guest?.because && guest.who) return { because: guest.because, who: guest.who, refusal: guest.refusal };
  const services = dossiers.flatMap((dossier) =>
    dossier.grants
      .filter(({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(record._id))
      .map(({ offer }) => ({ dossier, offer })),
  );
  if (services.length === 0) return { because: 'no-service', who: 'responsable' };
  for (const { dossier, offer: code } of services) {
    const offer = catalogue.find((one) => one.code === code) ?? { ...anyOffer, code };
    const stuck = stuckStep(buildPlan({ dossier, person: record, offer }));
    if (!stuck?.because || !stuck.who) continue;
    const { because, who, refusal } = stuck;
    return { because, who, refusal, dossierCode: dossier.code, label: labelOf(catalogue, code) };
  }
  return undefined;
}
