import { ActivityReceipt } from '../../models/activity-receipt.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { Services } from '../services.ts';

type Delivered = { activityId: string; fingerprint: string; place: { conversationId: string } };

/**
 * Whether this activity is met for the first time, under its own id and under any other.
 *
 * Two keys: the channel's id of the activity, and a fingerprint of everything else in it.
 */
export async function claimActivity({ now }: Services, delivered: Delivered): Promise<boolean> {
  const { activityId, fingerprint, place } = delivered;
  const at = now();
  const receipts = [{ _id: `content:${fingerprint}`, at }];
  if (activityId) receipts.push({ _id: `id:${place.conversationId}:${activityId}`, at });
  try {
    await ActivityReceipt.insertMany(receipts, { ordered: false, lean: true });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
