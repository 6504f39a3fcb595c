import type { Types } from 'mongoose';
import type { ErrorCode } from '../../errors.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier } from '../../models/dossier.ts';
import {
  type Guest,
  type GuestState,
  Interlocuteur,
  type InterlocuteurRecord,
  type Qualite,
  type TeamMembership,
} from '../../models/interlocuteur.ts';

/** An invitation as people see it. Dates are instants; the card writes them in the firm's time zone. */
export type InvitationView = {
  interlocuteurId: string;
  dossierId: string;
  dossier: { code: string; raisonSociale: string };
  person: { nom: string; prenom?: string; email: string; qualite: Qualite; mobile?: string };
  status: GuestState;
  generation: number;
  version: number;
  /** True when the tenant knew this guest before we invited them. */
  wasKnown: boolean;
  requestedBy?: string;
  requestedAt?: Date;
  sentAt?: Date;
  acceptedAt?: Date;
  removedAt?: Date;
  removedBecause?: Guest['removedBecause'];
  refusal?: ErrorCode;
  /** Set while passing refusals of Graph delay the invitation. */
  delayed?: { nextAttemptAt: Date };
  team?: { name: string; state: TeamMembership['state'] };
  /** Former guests still to be deleted, or that only the tenant's administrator can delete. */
  withdrawal?: 'to-do' | 'refused';
};

/** @returns undefined when the person or the dossier is not the firm's. */
export async function getInvitation(
  cabinetId: string,
  interlocuteurId: Types.ObjectId | string,
  dossierId: Types.ObjectId | string,
): Promise<InvitationView | undefined> {
  const [record, dossier] = await Promise.all([
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>(),
    Dossier.findOne({ _id: dossierId, cabinetId }).lean(),
  ]);
  if (!record || !dossier) return undefined;
  const { guest, team } = record;
  const inviter = guest.requestedBy
    ? await Collaborateur.findOne({ _id: guest.requestedBy, cabinetId }, { displayName: 1 }).lean()
    : null;
  return {
    interlocuteurId: String(record._id),
    dossierId: String(dossier._id),
    dossier: { code: dossier.code, raisonSociale: dossier.raisonSociale },
    person: {
      nom: record.nom,
      prenom: record.prenom,
      email: record.email,
      qualite: record.qualite,
      mobile: record.mobile,
    },
    status: guest.status,
    generation: guest.generation,
    version: record.version,
    wasKnown: guest.origin === 'recognised',
    requestedBy: inviter?.displayName,
    requestedAt: guest.requestedAt,
    sentAt: guest.mail.sentAt,
    acceptedAt: guest.acceptedAt,
    removedAt: guest.removedAt,
    removedBecause: guest.removedBecause,
    refusal: guest.refusal,
    delayed: guest.status === 'inviting' && guest.failures > 2 ? { nextAttemptAt: guest.nextAttemptAt! } : undefined,
    team: team && { name: team.name, state: team.state },
    withdrawal: withdrawalOf(record),
  };
}

function withdrawalOf({ withdrawals }: InterlocuteurRecord): InvitationView['withdrawal'] {
  const states = withdrawals.map(({ state }) => state);
  if (states.includes('to-do')) return 'to-do';
  return states.includes('refused') ? 'refused' : undefined;
}
