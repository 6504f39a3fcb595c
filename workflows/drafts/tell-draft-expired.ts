import { Draft, type DraftRecord } from '../../models/draft.ts';
import { queueNotification } from '../notifications/queue-notification.ts';
import type { Services } from '../services.ts';

/**
 * Tells whoever began a task that it has expired, once for each time that it does: the reason is the notification's
 * identifier, so that a repeat finds it taken.
 */
export async function tellDraftExpired(
  services: Services,
  { cabinetId, draftId }: { cabinetId: string; draftId: string },
): Promise<'told' | 'nothing'> {
  const draft = await Draft.findOne({ _id: draftId, cabinetId, state: 'expired' }).lean<DraftRecord>();
  if (!draft) return 'nothing';
  const { version, collaborateurId, _id } = draft;
  const isNew = await queueNotification(services, {
    ...{ _id: `draft:${draftId}:${version}:expired`, cabinetId, kind: 'draft-expired', collaborateurId, draftId: _id },
  });
  return isNew ? 'told' : 'nothing';
}
