import type { DossierState } from '../../models/dossier.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { type RevokedBecause, turnOf } from '../../models/dossier-offers.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { Offer, type OfferRecord } from '../../models/offer.ts';
import { buildPlan, type PlanStep } from './build-plan.ts';

export type PlanRefs = { dossierId: string; interlocuteurId: string; offer: string };

/** A plan as people see it. */
export type PlanView = PlanRefs & {
  dossier: { code: string; raisonSociale: string; status: DossierState };
  person: { nom: string; prenom?: string; email: string };
  label: { fr: string; en: string };
  isPaid: boolean;
  /** Two mails go out, of which the first is not to be followed (domain 94, 95, 258). */
  sendsTwoMails: boolean;
  steps: PlanStep[];
  isComplete: boolean;
  /** Buttons carry both: one of an older state is told from one of this state. */
  turn: number;
  invitation: number;
  /** The subscription must be confirmed before the service can be opened (domain 77). */
  asksSubscription: boolean;
  /** Set once the service was taken back from this person. */
  revoked?: { at?: Date; because?: RevokedBecause };
};

/** @returns undefined when one of the three is not the firm's. */
export async function getPlan(
  cabinetId: string,
  { dossierId, interlocuteurId, offer: code }: PlanRefs,
): Promise<PlanView | undefined> {
  const [dossier, person, offer] = await Promise.all([
    Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>(),
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>(),
    Offer.findOne({ cabinetId, code }).lean<OfferRecord>(),
  ]);
  if (!dossier || !person || !offer) return undefined;
  const steps = buildPlan({ dossier, person, offer });
  const grant = dossier.grants.find((one) => one.offer === code && one.interlocuteurId.equals(person._id));
  const isOpen = dossier.offers.some((one) => one.code === code && one.status === 'active');
  return {
    ...{ dossierId, interlocuteurId, offer: code },
    dossier: { code: dossier.code, raisonSociale: dossier.raisonSociale, status: dossier.status },
    person: { nom: person.nom, prenom: person.prenom, email: person.email },
    label: { fr: offer.label?.fr ?? code, en: offer.label?.en ?? code },
    isPaid: offer.isPaid,
    sendsTwoMails: offer.mails.length > 1,
    steps,
    isComplete: steps.every(({ state }) => state === 'done'),
    ...{ turn: turnOf(grant), invitation: person.guest.generation },
    asksSubscription: offer.isPaid && !isOpen,
    revoked: grant?.status === 'revoked' ? { at: grant.revokedAt, because: grant.revokedBecause } : undefined,
  };
}
