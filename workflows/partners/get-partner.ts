import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier } from '../../models/dossier.ts';
import { isKeyGood, Partner, type PartnerRecord } from '../../models/partner.ts';
import { canManagePartners, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { findCalls, type PartnerCalls } from '../webhooks/find-calls.ts';
import { type PartnerLine, toPartnerLine } from './list-partners.ts';

export type PartnerKeyView = {
  keyId: string;
  prefix: string;
  isGood: boolean;
  createdAt: Date;
  creator?: string;
  expiresAt?: Date;
  revokedAt?: Date;
  lastUsedAt?: Date;
};

/** A partner as administrateurs see it: no key, no fingerprint, no secret. */
export type PartnerView = PartnerLine & {
  version: number;
  requestsPerMinute: number;
  /** Those of its reach, by code; empty when it reaches all. */
  dossiers: { code: string; raisonSociale: string }[];
  /** Newest first. */
  keys: PartnerKeyView[];
  webhookUrl?: string;
  /** What came of calling it, while it has a webhook. */
  calls?: PartnerCalls;
  creator?: string;
};

/**
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function getPartner(services: Services, staff: Staff, partnerId: string): Promise<PartnerView> {
  const { cabinetId } = staff;
  const partner = await Partner.findOne({ _id: partnerId, cabinetId }).lean<PartnerRecord>();
  if (!partner) throw new AppError('not-found', { because: 'partner' });
  if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partner' });
  const now = services.now();
  const { version, requestsPerMinute, keys, dossierIds, webhook, createdBy } = partner;
  const [dossiers, names, calls] = await Promise.all([
    Dossier.find({ cabinetId, _id: { $in: dossierIds } }, { _id: 0, code: 1, raisonSociale: 1 })
      .sort({ codeKey: 1 })
      .lean<PartnerView['dossiers']>(),
    namesOf(cabinetId, [createdBy, ...keys.map((key) => key.createdBy)]),
    webhook ? findCalls(cabinetId, partner._id) : undefined,
  ]);
  return {
    ...{ ...toPartnerLine(partner, now), version, requestsPerMinute, dossiers },
    keys: keys.toReversed().map((key) => ({
      ...{ keyId: String(key._id), prefix: key.prefix, isGood: isKeyGood(key, now), createdAt: key.createdAt },
      ...{ creator: names.get(String(key.createdBy)), expiresAt: key.expiresAt },
      ...{ revokedAt: key.revokedAt, lastUsedAt: key.lastUsedAt },
    })),
    webhookUrl: webhook?.url,
    ...(calls && { calls }),
    creator: names.get(String(createdBy)),
  };
}

async function namesOf(cabinetId: string, ids: Types.ObjectId[]): Promise<Map<string, string>> {
  const people = await Collaborateur.find({ cabinetId, _id: { $in: ids } }, { displayName: 1 }).lean();
  return new Map(people.map(({ _id, displayName }) => [String(_id), displayName]));
}
