import { Types } from 'mongoose';
import { PartnerLayout } from '../../../models/partner-layout.ts';
import { findResponsible } from '../../dossiers/find-responsible.ts';
import { queueNotification } from '../../notifications/queue-notification.ts';
import type { Services } from '../../services.ts';

/**
 * Tells whoever answers for the dossier that a partner's file has columns which nobody agreed to yet. Once for a layout,
 * however many files come with it: the reason is the notification's identifier.
 *
 * @returns how many people are told.
 */
export async function tellLayoutGuessed(
  services: Services,
  { cabinetId, layoutId, dossierId }: { cabinetId: string; layoutId: string; dossierId: string },
): Promise<number> {
  if (!(await PartnerLayout.exists({ _id: layoutId, cabinetId, status: 'guessed' }))) return 0;
  let told = 0;
  for (const collaborateurId of await findResponsible(services, { cabinetId, dossierId })) {
    const isNew = await queueNotification(services, {
      ...{ _id: `layout:${layoutId}:guessed:${collaborateurId}`, cabinetId, kind: 'layout-guessed', collaborateurId },
      ...{ layoutId, dossierId: new Types.ObjectId(dossierId) },
    });
    told += isNew ? 1 : 0;
  }
  return told;
}
