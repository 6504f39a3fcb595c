/**
 * Triggered by the job of that name, and by whoever chose for a small file; needs a TRA that was kept and a choice; leaves a
 * FEC or the reasons why there is none. Once per choice: killed anywhere, it begins again and nothing half done is left.
 */
import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Conversion, type ConversionRecord } from '../../models/conversion.ts';
import { moveConversion } from '../../models/move-conversion.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { SYSTEM } from '../events.ts';
import { openFile } from '../files/open-file.ts';
import { forgetFile } from '../files/store-file.ts';
import type { Services } from '../services.ts';
import { conversionAudited, conversionCards, KEPT_MS } from './events.ts';
import { outcomeOf } from './facts-of-tra.ts';
import { makeFec } from './make-fec.ts';

type Ids = { cabinetId: string; conversionId: string };
type Lease = NonNullable<ConversionRecord['lease']>;
type Taken = ConversionRecord & Required<Pick<ConversionRecord, 'lease' | 'choice' | 'sourceId'>>;

/** Renewed while the work goes on: a worker that is killed holds it up for that long at most. */
export const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** Times that a choice is taken up; a process that dies of it must not die for ever. */
const MOST_ATTEMPTS = 5;

/** Somebody else took the work over. */
class LeaseLost extends Error {}

export async function convertFile(services: Services, ids: Ids): Promise<'done' | 'refused' | 'nothing'> {
  const record = await take(services, ids);
  if (!record) return 'nothing';
  try {
    if (record.attempts > MOST_ATTEMPTS) throw new AppError('conversion-interrupted', { because: 'too many attempts' });
    return await convert(services, record);
  } catch (error) {
    if (error instanceof LeaseLost) return 'nothing';
    const failure = error instanceof AppError && !error.isRetryable ? error.code : undefined;
    if (!failure && record.attempts < MOST_ATTEMPTS) {
      await release(record);
      throw error;
    }
    await settle(services, record, { status: 'refused', failure: failure ?? 'conversion-interrupted' });
    return 'refused';
  }
}

async function take({ now }: Services, { cabinetId, conversionId }: Ids): Promise<Taken | undefined> {
  const at = now();
  const lease: Lease = { token: randomUUID(), until: new Date(at.getTime() + LEASE_MS), fecId: new Types.ObjectId() };
  const before = await Conversion.findOneAndUpdate(
    { _id: conversionId, cabinetId, status: 'converting', $or: [{ lease: null }, { 'lease.until': { $lte: at } }] },
    { $set: { lease }, $inc: { attempts: 1 } },
    { returnDocument: 'before' },
  ).lean<ConversionRecord>();
  if (!before?.choice || !before.sourceId) return undefined;
  // What a killed worker had written so far.
  if (before.lease) await forgetFile(before.lease.fecId);
  return { ...before, choice: before.choice, sourceId: before.sourceId, lease, attempts: before.attempts + 1 };
}

async function convert(services: Services, record: Taken): Promise<'done' | 'refused' | 'nothing'> {
  const { cabinetId, fileName, choice, sourceId, lease } = record;
  const expiresAt = new Date(services.now().getTime() + KEPT_MS);
  const target = { fecId: lease.fecId, cabinetId, expiresAt };
  const { conversion, fecSize } = await makeFec(
    target,
    openFile(cabinetId, sourceId),
    { fileName, choice },
    renewing(services, record),
  );
  const { name } = conversion;
  const outcome = outcomeOf(conversion);
  const status = name === undefined ? 'refused' : 'done';
  const made = status === 'done' && { name, fecId: lease.fecId, fecSize, expiresAt };
  if (await settle(services, record, { status, ...outcome, ...made })) return status;
  await forgetFile(lease.fecId);
  return 'nothing';
}

/** A sign of life from time to time. */
function renewing({ now }: Services, { _id, cabinetId, lease }: Taken): () => Promise<void> {
  let renewAt = now().getTime() + RENEW_MS;
  return async () => {
    const at = now().getTime();
    if (at < renewAt) return;
    renewAt = at + RENEW_MS;
    const renewed = await Conversion.updateOne(
      { _id, cabinetId, status: 'converting', 'lease.token': lease.token },
      { $set: { 'lease.until': new Date(at + LEASE_MS) } },
    );
    if (renewed.matchedCount === 0) throw new LeaseLost();
  };
}

type Outcome = { status: 'done' | 'refused' } & Partial<ConversionRecord>;

async function settle(services: Services, record: Taken, { status, ...set }: Outcome): Promise<boolean> {
  const now = services.now();
  const { _id, cabinetId, lease } = record;
  const { name, failure, totals } = set;
  const moved = await moveConversion({
    where: { _id, cabinetId, 'lease.token': lease.token },
    to: status,
    set,
    events: [
      conversionAudited(now, record, {
        ...{ actor: SYSTEM, act: `conversion.${status}`, before: { status: 'converting' } },
        after: { status, ...(name && { name }), ...(failure && { failure }), ...(totals && { lines: totals.lines }) },
      }),
      ...conversionCards(now, record),
    ],
  });
  if (moved) await dispatchSoon(services, 'conversion', moved);
  return moved !== null;
}

/** Lets the work go, for the next try. */
async function release({ _id, cabinetId, lease }: Taken): Promise<void> {
  await Conversion.updateOne({ _id, cabinetId, 'lease.token': lease.token }, { $unset: { lease: 1 } });
}
