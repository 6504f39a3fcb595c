import type { QueryFilter } from 'mongoose';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';

/** The columns of the firm's tools (domain 49), and whether the person is active. */
export type InterlocuteurLine = Pick<
  InterlocuteurRecord,
  'nom' | 'prenom' | 'mobile' | 'fixe' | 'email' | 'isActive'
> & { interlocuteurId: string };

export type InterlocuteurPage = {
  lines: InterlocuteurLine[];
  /** Whose interlocuteurs these are; missing for the whole firm. */
  dossier?: { dossierId: string; code: string; raisonSociale: string };
  isFirstPage: boolean;
  /** The last person shown, after whom the next page begins. */
  nextAfterId?: string;
};

const PAGE = 8;

/**
 * A page of the interlocuteurs already created (domain 46), of the firm or of one dossier, by name. The cursor is the
 * last person of the page before: it holds whatever was added, renamed or removed meanwhile.
 *
 * @returns undefined when the dossier is not the firm's.
 */
export async function listInterlocuteurs(
  cabinetId: string,
  { dossierId, afterId }: { dossierId?: string; afterId?: string } = {},
): Promise<InterlocuteurPage | undefined> {
  const dossier = dossierId
    ? await Dossier.findOne({ _id: dossierId, cabinetId }, { code: 1, raisonSociale: 1 }).lean()
    : undefined;
  if (dossierId && !dossier) return undefined;
  const records = await Interlocuteur.find({
    $and: [
      { cabinetId, removedAt: null, ...(dossierId && { 'links.dossierId': dossierId }) },
      await after(cabinetId, afterId),
    ],
  })
    .sort({ sortKey: 1, _id: 1 })
    .limit(PAGE + 1)
    .lean<InterlocuteurRecord[]>();
  const shown = records.slice(0, PAGE);
  return {
    lines: shown.map(({ _id, nom, prenom, mobile, fixe, email, isActive }) => ({
      ...{ interlocuteurId: String(_id), nom, prenom, mobile, fixe, email, isActive },
    })),
    isFirstPage: !afterId,
    ...(dossier && {
      dossier: { dossierId: String(dossier._id), code: dossier.code, raisonSociale: dossier.raisonSociale },
    }),
    ...(records.length > PAGE && { nextAfterId: String(shown.at(-1)!._id) }),
  };
}

async function after(cabinetId: string, afterId: string | undefined): Promise<QueryFilter<InterlocuteurRecord>> {
  const last = afterId ? await Interlocuteur.findOne({ _id: afterId, cabinetId }, { sortKey: 1 }).lean() : null;
  if (!last) return {};
  const { sortKey, _id } = last;
  return { $or: [{ sortKey: { $gt: sortKey } }, { sortKey, _id: { $gt: _id } }] };
}
