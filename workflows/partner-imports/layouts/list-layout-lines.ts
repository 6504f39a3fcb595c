import { foldText } from '../../../models/fold-text.ts';
import { Partner } from '../../../models/partner.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { type LayoutState, layoutId, PartnerLayout, type PartnerLayoutRecord } from '../../../models/partner-layout.ts';

export type LayoutLine = {
  layoutId: string;
  partner: string;
  /** Names of the first columns, and how many there are in all. */
  names: string[];
  columns: number;
  status: LayoutState;
  /** Imports that wait for an agreement. */
  waiting: number;
};

export type LayoutsPage = {
  lines: LayoutLine[];
  skip: number;
  limit: number;
  total: number;
  isToConfirm: boolean;
  /** The one partner whose columns these are. */
  partnerId?: string;
  /** What was typed, when no partner is called so. */
  unknown?: string;
};

/** `partner` as typed: several may be meant, and then only the first of their columns are listed. */
export type LayoutsAsked = { partner?: string; partnerId?: string; isToConfirm: boolean; skip: number; limit: number };

const NAMES_SHOWN = 5;

/** The columns of the firm's partners' own files, those that nobody agreed to yet first (domain 171). */
export async function listLayoutLines(cabinetId: string, asked: LayoutsAsked): Promise<LayoutsPage> {
  const { partner, partnerId, isToConfirm, skip, limit } = asked;
  const partners = await Partner.find({ cabinetId }, { name: 1 }).lean();
  const isMeant = (one: { _id: unknown; name: string }) =>
    (!partner || isCalled(one.name, partner)) && (!partnerId || String(one._id) === partnerId);
  const meant = partners.filter(isMeant);
  if (partner && meant.length === 0) return { lines: [], skip: 0, limit, total: 0, isToConfirm, unknown: partner };
  const isNamed = Boolean(partner || partnerId);
  const where = {
    cabinetId,
    ...(isNamed && { partnerId: { $in: meant.map(({ _id }) => _id) } }),
    ...(isToConfirm && { status: 'guessed' as const }),
  };
  const [records, total] = await Promise.all([
    PartnerLayout.find(where, { partnerId: 1, fingerprint: 1, header: 1, status: 1 })
      .sort({ status: -1, updatedAt: -1, _id: 1 })
      .skip(skip)
      .limit(limit)
      .lean<PartnerLayoutRecord[]>(),
    PartnerLayout.countDocuments(where),
  ]);
  const waiting = await countWaiting(cabinetId, records);
  const names = new Map(partners.map(({ _id, name }) => [String(_id), name]));
  const lines = records.map(({ _id, partnerId: owner, header, status }) => ({
    ...{ layoutId: _id, partner: names.get(String(owner)) ?? '', status },
    ...{ names: header.filter(Boolean).slice(0, NAMES_SHOWN), columns: header.length },
    waiting: waiting.get(_id) ?? 0,
  }));
  const [only] = meant;
  const isOne = isNamed && meant.length === 1 && only;
  return { lines, skip, limit, total, isToConfirm, ...(isOne && { partnerId: String(only._id) }) };
}

/** « Pulsar » is « Pulsar Notes de frais »: words of the name, or their beginnings. */
function isCalled(name: string, typed: string): boolean {
  const words = foldText(name).split(' ');
  const asked = foldText(typed).split(' ').filter(Boolean);
  return asked.length > 0 && asked.every((one) => words.some((word) => word.startsWith(one)));
}

async function countWaiting(cabinetId: string, records: PartnerLayoutRecord[]): Promise<Map<string, number>> {
  const counted = await PartnerImport.aggregate<{
    _id: { partnerId: PartnerLayoutRecord['partnerId']; layout: string };
    count: number;
  }>([
    {
      $match: {
        cabinetId,
        partnerId: { $in: records.map(({ partnerId }) => partnerId) },
        layout: { $in: records.map(({ fingerprint }) => fingerprint) },
        status: 'error',
        'anomalyCounts.mapping-to-confirm': { $exists: true },
      },
    },
    { $group: { _id: { partnerId: '$partnerId', layout: '$layout' }, count: { $sum: 1 } } },
  ]);
  return new Map(counted.map(({ _id, count }) => [layoutId(_id.partnerId, _id.layout), count]));
}
