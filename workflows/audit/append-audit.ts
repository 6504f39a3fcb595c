import {
  type AuditDetails,
  AuditEvent,
  type AuditEventRecord,
  AuditHead,
  CHAIN_START,
  hashAuditEvent,
} from '../../models/audit-event.ts';
import { isDuplicateKey } from '../../models/connection.ts';

export type AuditLine = AuditDetails & { _id: string; at: Date };

const MAX_TRIES = 200;

/**
 * Adds lines at the end of the firm's chain. A line whose `_id` is there already is left alone, so that an event may be
 * carried out twice.
 */
export async function appendAudit(cabinetId: string, lines: AuditLine[]): Promise<void> {
  let missing = lines;
  for (let tries = 1; missing.length > 0; tries += 1) {
    missing = await withoutKnown(missing);
    if (missing.length === 0) return;
    try {
      await appendAfterLast(cabinetId, missing);
      return;
    } catch (error) {
      if (!isDuplicateKey(error) || tries >= MAX_TRIES) throw error;
      // Another process took the same place in the chain: wait a random moment and look where the end is now.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(tries * 5, 100)));
    }
  }
}

async function withoutKnown(lines: AuditLine[]): Promise<AuditLine[]> {
  const known = await AuditEvent.find({ _id: { $in: lines.map((line) => line._id) } }, { _id: 1 }).lean();
  const ids = new Set(known.map(({ _id }) => _id));
  return lines.filter((line) => !ids.has(line._id));
}

async function appendAfterLast(cabinetId: string, lines: AuditLine[]): Promise<void> {
  // In this order: the head follows the lines, so it is only ahead of them when some were cut off. Going on after the
  // head then keeps the hole visible.
  const head = await AuditHead.findById(cabinetId).lean();
  const last = await AuditEvent.findOne({ cabinetId }, { seq: 1, hash: 1 }).sort({ seq: -1 }).lean();
  let seq = Math.max(last?.seq ?? 0, head?.seq ?? 0);
  let previousHash = last?.hash ?? CHAIN_START;
  const events: AuditEventRecord[] = lines.map((line) => {
    seq += 1;
    // Through JSON: the hash must speak of what MongoDB will give back.
    const unsealed = { ...asStored(line), cabinetId, seq, previousHash };
    const event = { ...unsealed, hash: hashAuditEvent(unsealed) };
    previousHash = event.hash;
    return event;
  });
  // Ordered: a line never stands without the one before it. Through the driver: the lines are whole, and thousands come
  // at once when a portfolio is imported.
  await AuditEvent.collection.insertMany(events as never, { ordered: true });
  await AuditHead.updateOne({ _id: cabinetId }, { $max: { seq } }, { upsert: true });
}

function asStored(line: AuditLine): AuditLine {
  return { ...(JSON.parse(JSON.stringify(line)) as AuditLine), at: line.at };
}
