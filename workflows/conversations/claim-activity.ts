import { ActivityReceipt, type ActivityReceiptRecord } from '../../models/activity-receipt.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { Services } from '../services.ts';

type Delivered = { activityId: string; fingerprint: string; place: { conversationId: string } };

/** A turn that has not answered after that long has died; Bot Service delivers again after some fifteen seconds. */
const TURN_MS = 10_000;
// A receipt lost in a crash lets the activity act again, which every handler bears: no journal needed here.
const IN_MEMORY = { writeConcern: { w: 1, j: false } } as const;

/**
 * Whether this activity is to be handled: met for the first time, under its own id and under any other, or left
 * without an answer by a process that died.
 */
export async function claimActivity({ now }: Services, delivered: Delivered): Promise<boolean> {
  const at = now();
  const { _id, delivery } = keysOf(delivered);
  try {
    await receipts().insertOne({ _id, at, ...(delivery && { delivery }) }, IN_MEMORY);
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const died = { answeredAt: null, at: { $lte: new Date(at.getTime() - TURN_MS) } };
  const same = delivery ? { $or: [{ _id }, { delivery }] } : { _id };
  const taken = await ActivityReceipt.updateOne({ ...same, ...died }, { $set: { at } });
  return taken.modifiedCount === 1;
}

/** The turn has answered: from now on the same activity is a repetition. */
export async function noteAnswered({ now }: Services, delivered: Delivered): Promise<void> {
  const { _id } = keysOf(delivered);
  await receipts().updateOne({ _id }, { $set: { answeredAt: now() } }, IN_MEMORY);
}

/** The driver itself, since this stands before every turn. */
function receipts() {
  return ActivityReceipt.db.collection<ActivityReceiptRecord>(ActivityReceipt.collection.collectionName);
}

function keysOf({ activityId, fingerprint, place }: Delivered): { _id: string; delivery?: string } {
  return { _id: fingerprint, delivery: activityId && `${place.conversationId}:${activityId}` };
}
