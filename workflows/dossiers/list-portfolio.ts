import type { QueryFilter } from 'mongoose';
import { Dossier, type DossierRecord, type DossierState } from '../../models/dossier.ts';
import { type GuestState, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { listOffers } from '../offers/list-offers.ts';
import type { Staff } from '../rights.ts';
import { type TeamsStatus, teamsStatusOf } from './teams-status.ts';

export type PortfolioLine = {
  dossierId: string;
  code: string;
  raisonSociale: string;
  status: DossierState;
  teamsStatus: TeamsStatus;
  /** Services open on the dossier. */
  offers: { fr: string; en: string }[];
  people: number;
};

export type PortfolioPage = {
  lines: PortfolioLine[];
  scope: 'mine' | 'all';
  /** Folded code after which the next page begins; missing on the last one. */
  next?: string;
  /** Dossiers of the scope, counted up to a thousand. */
  total: number;
};

const PAGE = 8;
const MOST_COUNTED = 1_000;
/** People read at most for one page: a dossier with hundreds of them must not hold the card back. */
const MOST_PEOPLE = 400;

/**
 * A page of the portfolio in the order of the codes: the dossiers that this person answers for, or all of the firm's.
 * Somebody who answers for none sees the firm's.
 */
export async function listPortfolio(
  { cabinetId, collaborateurId }: Staff,
  { scope, after }: { scope?: 'mine' | 'all'; after?: string } = {},
): Promise<PortfolioPage> {
  const mine: QueryFilter<DossierRecord>[] = [
    { cabinetId, maitreDuDossierId: collaborateurId },
    { cabinetId, chefDeMissionId: collaborateurId },
  ];
  const isMine = scope === 'mine' || (scope === undefined && (await hasAny(mine)));
  const wheres = isMine ? mine : [{ cabinetId }];
  const pages = await Promise.all(
    wheres.map((where) =>
      Dossier.find({ ...where, ...(after && { codeKey: { $gt: after } }) })
        .sort({ codeKey: 1 })
        .limit(PAGE + 1)
        .lean<DossierRecord[]>(),
    ),
  );
  const merged = [...new Map(pages.flat().map((dossier) => [dossier.codeKey, dossier])).values()];
  merged.sort((a, b) => (a.codeKey < b.codeKey ? -1 : 1));
  const shown = merged.slice(0, PAGE);
  const [people, catalogue, total] = await Promise.all([
    guestsOf(cabinetId, shown),
    listOffers(cabinetId),
    count(wheres),
  ]);
  const labelOf = (code: string) => {
    const label = catalogue.find((one) => one.code === code)?.label;
    return { fr: label?.fr ?? code, en: label?.en ?? code };
  };
  return {
    ...{ scope: isMine ? 'mine' : 'all', total },
    next: merged.length > PAGE ? shown.at(-1)?.codeKey : undefined,
    lines: shown.map(({ _id, code, raisonSociale, status, offers }) => {
      const guests = people.get(String(_id)) ?? [];
      return {
        ...{ dossierId: String(_id), code, raisonSociale, status, people: guests.length },
        teamsStatus: teamsStatusOf(guests),
        offers: offers.filter((offer) => offer.status === 'active').map((offer) => labelOf(offer.code)),
      };
    }),
  };
}

async function hasAny(wheres: QueryFilter<DossierRecord>[]): Promise<boolean> {
  const found = await Promise.all(wheres.map((where) => Dossier.exists(where)));
  return found.some(Boolean);
}

/** Somebody who is both maître and chef de mission of a dossier counts it once. */
async function count(wheres: QueryFilter<DossierRecord>[]): Promise<number> {
  if (wheres.length === 1) return Dossier.countDocuments(wheres[0]!, { limit: MOST_COUNTED });
  const ids = await Promise.all(wheres.map((where) => Dossier.find(where, { _id: 1 }).limit(MOST_COUNTED).lean()));
  return new Set(ids.flat().map(({ _id }) => String(_id))).size;
}

async function guestsOf(cabinetId: string, dossiers: DossierRecord[]): Promise<Map<string, GuestState[]>> {
  const ids = dossiers.map(({ _id }) => _id);
  const people = await Interlocuteur.find(
    { cabinetId, 'links.dossierId': { $in: ids } },
    { 'links.dossierId': 1, 'guest.status': 1, removedAt: 1 },
  )
    .limit(MOST_PEOPLE)
    .lean<InterlocuteurRecord[]>();
  const guests = new Map<string, GuestState[]>();
  for (const { links, guest, removedAt } of people) {
    if (removedAt) continue;
    for (const { dossierId } of links) {
      const key = String(dossierId);
      guests.set(key, [...(guests.get(key) ?? []), guest.status]);
    }
  }
  return guests;
}
