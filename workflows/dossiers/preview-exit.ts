import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { type GuestState, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { Notification } from '../../models/notification.ts';
import { listOffers } from '../offers/list-offers.ts';
import { otherDossiersOf } from './other-dossiers.ts';

export type ExitPerson = {
  interlocuteurId: string;
  nom: string;
  prenom?: string;
  status: GuestState;
  /** Codes of their other dossiers of the firm: their access to the tenant is kept for those. */
  otherDossiers: string[];
  /** Labels of the services that they lose. */
  services: { fr: string; en: string }[];
  /** The former guest is still to be deleted from the tenant, or only its administrator can. */
  withdrawal?: 'to-do' | 'refused';
};

/** Exactly what ends when this client goes. */
export type ExitView = {
  dossierId: string;
  code: string;
  raisonSociale: string;
  status: DossierRecord['status'];
  leftAt?: Date;
  version: number;
  offers: { fr: string; en: string }[];
  people: ExitPerson[];
  /** Words to staff about these people that are still to be said. */
  reminders: number;
};

/** @returns undefined when the dossier is not the firm's. */
export async function previewExit(cabinetId: string, dossierId: string): Promise<ExitView | undefined> {
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) return undefined;
  const [people, catalogue] = await Promise.all([
    Interlocuteur.find({ cabinetId, 'links.dossierId': dossier._id }).limit(200).lean<InterlocuteurRecord[]>(),
    listOffers(cabinetId),
  ]);
  const labelOf = (code: string) => {
    const label = catalogue.find((one) => one.code === code)?.label;
    return { fr: label?.fr ?? code, en: label?.en ?? code };
  };
  const [others, reminders] = await Promise.all([
    otherDossiersOf(cabinetId, dossier._id, people),
    Notification.countDocuments({
      cabinetId,
      interlocuteurId: { $in: people.map(({ _id }) => _id) },
      state: { $in: ['queued', 'failed'] },
    }),
  ]);
  const isOpenTo = (person: InterlocuteurRecord) =>
    dossier.grants.filter(({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(person._id));
  return {
    ...{ dossierId, code: dossier.code, raisonSociale: dossier.raisonSociale },
    ...{ status: dossier.status, leftAt: dossier.leftAt, version: dossier.version, reminders },
    offers: dossier.offers.filter(({ status }) => status === 'active').map(({ code }) => labelOf(code)),
    people: people.map((person) => ({
      interlocuteurId: String(person._id),
      ...{ nom: person.nom, prenom: person.prenom, status: person.guest.status },
      otherDossiers: others.get(String(person._id)) ?? [],
      services: isOpenTo(person).map(({ offer }) => labelOf(offer)),
      withdrawal: withdrawalOf(person),
    })),
  };
}

function withdrawalOf({ withdrawals }: InterlocuteurRecord): ExitPerson['withdrawal'] {
  const states = withdrawals.map(({ state }) => state);
  if (states.includes('to-do')) return 'to-do';
  return states.includes('refused') ? 'refused' : undefined;
}
