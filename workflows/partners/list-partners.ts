import { AppError } from '../../errors.ts';
import { isKeyGood, Partner, type PartnerReach, type PartnerRecord } from '../../models/partner.ts';
import { canManagePartners, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

export type PartnerLine = {
  partnerId: string;
  name: string;
  reach: PartnerReach;
  dossierCount: number;
  /** The public part of the newest key that is good; absent when none is. */
  prefix?: string;
  /** Of whichever key. */
  lastUsedAt?: Date;
  createdAt: Date;
  revokedAt?: Date;
};

export type PartnersPage = { lines: PartnerLine[]; skip: number; limit: number; total: number };

/**
 * A page of the firm's partner applications by name, those that were revoked last.
 *
 * @throws AppError `not-allowed`.
 */
export async function listPartners(
  services: Services,
  staff: Staff,
  { skip, limit }: { skip: number; limit: number },
): Promise<PartnersPage> {
  if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partners' });
  const { cabinetId } = staff;
  const now = services.now();
  const [partners, total] = await Promise.all([
    // A date that is missing comes before any other.
    Partner.find({ cabinetId }).sort({ revokedAt: 1, nameKey: 1 }).skip(skip).limit(limit).lean<PartnerRecord[]>(),
    Partner.countDocuments({ cabinetId }),
  ]);
  return { lines: partners.map((partner) => toPartnerLine(partner, now)), skip, limit, total };
}

export function toPartnerLine(partner: PartnerRecord, now: Date): PartnerLine {
  const { _id, name, reach, dossierIds, keys, createdAt, revokedAt } = partner;
  const prefix = keys.findLast((key) => isKeyGood(key, now))?.prefix;
  const uses = keys.flatMap(({ lastUsedAt }) => lastUsedAt?.getTime() ?? []);
  return {
    ...{ partnerId: String(_id), name, reach, dossierCount: dossierIds.length, createdAt },
    ...(prefix && { prefix }),
    ...(uses.length > 0 && { lastUsedAt: new Date(Math.max(...uses)) }),
    ...(revokedAt && { revokedAt }),
  };
}
