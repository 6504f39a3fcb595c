import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { Partner, type PartnerRecord } from '../../models/partner.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { canManagePartners, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { partnerAudited, type Via } from './change-partner.ts';
import { makePartnerKey, type NewPartnerKey } from './make-partner-key.ts';
import { makeWebhook, webhookTrace } from './make-webhook.ts';
import { partnerNameKey } from './partner-name.ts';
import { type PartnerReachInput, readReach } from './read-reach.ts';

export type NewPartner = NewPartnerKey & {
  partnerId: string;
  name: string;
  /** Shown once, when the partner has a webhook from the start. */
  webhookSecret?: string;
};

/**
 * Creates a partner application with its first key (domain 162). The same name twice is refused, so that a form sent
 * twice makes one partner.
 *
 * @param input `dossierIds` null for every dossier, « Application partenaire globale » (domain 169).
 * @throws AppError `not-allowed`, `not-found` (a dossier), `partner-name-taken`, and those of `makeWebhook`.
 */
export async function createPartner(
  services: Services,
  staff: Staff,
  { name, dossierIds, webhookUrl, via }: { name: string; webhookUrl?: string; via: Via } & PartnerReachInput,
): Promise<NewPartner> {
  if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partner' });
  const { cabinetId, collaborateurId } = staff;
  const reach = await readReach(cabinetId, dossierIds);
  const webhook = webhookUrl === undefined ? undefined : makeWebhook(services, webhookUrl);
  const now = services.now();
  const { shown, record: key } = makePartnerKey(now, staff);
  const _id = new Types.ObjectId();
  const after = {
    ...{ name, reach: reach.reach, dossierIds: reach.dossierIds.map(String), prefix: key.prefix },
    ...(webhook && webhookTrace(webhook)),
  };
  try {
    const made = await Partner.create({
      ...{ _id, cabinetId, name, nameKey: partnerNameKey(name), ...reach, keys: [key], createdBy: collaborateurId },
      ...(webhook && { webhook }),
      outbox: [partnerAudited(now, _id, staff, via, { act: 'partner.created', after })],
    });
    await dispatchSoon(services, 'partner', made.toObject() as PartnerRecord);
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('partner-name-taken');
    throw error;
  }
  return { ...shown, partnerId: String(_id), name, ...(webhook && { webhookSecret: webhook.secret }) };
}
