import { ActivityReceipt } from '../../models/activity-receipt.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { Services } from '../services.ts';

type Delivered = { activityId: string; fingerprint: string; place: { conversationId: string } };

/** A turn that has not answered after that long has died; Bot Service delivers again after some fifteen seconds. */
const TURN_MS = 10_000;

/**
 * Whether this activity is to be handled: met for the first time, under its own id and under any other, or left
 * without an answer by a process that died.
 */
export async function claimActivity({ now }: Services, delivered: Delivered): Promise<boolean> {
  const at = now();
  const ids = keysOf(delivered);
  try {
    await ActivityReceipt.insertMany(
      ids.map((_id) => ({ _id, at })),
      { ordered: true, lean: true },
    );
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  // One key alone is taken over, or two redeliveries could each take one.
  const died = { _id: ids[0], answeredAt: null, at: { $lte: new Date(at.getTime() - TURN_MS) } };
  const [isAnswered, taken] = await Promise.all([
    ActivityReceipt.exists({ _id: { $in: ids }, answeredAt: { $ne: null } }),
    ActivityReceipt.updateOne(died, { $set: { at } }),
  ]);
  return !isAnswered && taken.modifiedCount === 1;
}

/** The turn has answered: from now on the same activity is a repetition. */
export async function noteAnswered({ now }: Services, delivered: Delivered): Promise<void> {
  await ActivityReceipt.updateMany({ _id: { $in: keysOf(delivered) } }, { $set: { answeredAt: now() } });
}

function keysOf({ activityId, fingerprint, place }: Delivered): string[] {
  const content = `content:${fingerprint}`;
  return activityId ? [content, `id:${place.conversationId}:${activityId}`] : [content];
}
