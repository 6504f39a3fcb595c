import { Dossier } from '../../models/dossier.ts';
import { type GuestState, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';

export type InvitationLine = {
  interlocuteurId: string;
  dossierId: string;
  nom: string;
  prenom?: string;
  dossierCode: string;
  status: GuestState;
  requestedAt?: Date;
};

const MOST_SHOWN = 8;

/** The latest invitations of the firm, newest first, and how many still wait for an answer. */
export async function listInvitations(
  cabinetId: string,
): Promise<{ lines: InvitationLine[]; waiting: number; hasMore: boolean }> {
  const invited = { cabinetId, 'guest.requestedAt': { $exists: true } };
  const [records, waiting] = await Promise.all([
    Interlocuteur.find(invited)
      .sort({ 'guest.requestedAt': -1 })
      .limit(MOST_SHOWN + 1)
      .lean<InterlocuteurRecord[]>(),
    Interlocuteur.countDocuments({ cabinetId, 'guest.status': { $in: ['inviting', 'pending'] } }),
  ]);
  const shown = records.slice(0, MOST_SHOWN);
  const dossierIds = shown.flatMap(({ links }) => links.at(-1)?.dossierId ?? []);
  const dossiers = await Dossier.find({ cabinetId, _id: { $in: dossierIds } }, { code: 1 }).lean();
  const codes = new Map(dossiers.map(({ _id, code }) => [String(_id), code]));
  const lines = shown.map(({ _id, nom, prenom, guest, links }) => {
    const dossierId = String(links.at(-1)?.dossierId ?? '');
    const dossierCode = codes.get(dossierId) ?? '';
    const { status, requestedAt } = guest;
    return { interlocuteurId: String(_id), dossierId, nom, prenom, dossierCode, status, requestedAt };
  });
  return { lines, waiting, hasMore: records.length > MOST_SHOWN };
}
