import { Conversion, type ConversionRecord } from '../../models/conversion.ts';
import type { Services } from '../services.ts';

/** Takes up what a worker left behind. What nobody asks for any more goes by itself after a day. */
export async function sweepConversions({ queue, now }: Services): Promise<number> {
  const at = now();
  const left = await Conversion.find({
    status: 'converting',
    $or: [{ 'lease.until': { $lte: at } }, { lease: null, updatedAt: { $lte: new Date(at.getTime() - 60_000) } }],
  })
    .limit(50)
    .lean<ConversionRecord[]>();
  for (const { _id, cabinetId, lease } of left) {
    const key = `conversion:${_id}:${lease?.until.getTime() ?? at.getTime()}`;
    await queue.enqueue('convert-tra', { cabinetId, conversionId: String(_id) }, { key, runAt: at });
  }
  return left.length;
}
