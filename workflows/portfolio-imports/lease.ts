import type { Types } from 'mongoose';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import type { Services } from '../services.ts';

/** Renewed with every batch: a worker that is killed holds its import up for that long at most. */
export const LEASE_MS = 30_000;

/**
 * Takes the work on an import, unless somebody is at it. The lease's end is the fence of every write that follows.
 *
 * @returns the record with the lease in it, or null.
 */
export function takeImport(
  { now }: Services,
  { cabinetId, importId, status }: { cabinetId: string; importId: string; status: 'reading' | 'importing' },
): Promise<PortfolioImportRecord | null> {
  const at = now();
  return PortfolioImport.findOneAndUpdate(
    { _id: importId, cabinetId, status, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: at } }] },
    { $set: { leaseUntil: nextLease(at) } },
    { returnDocument: 'after' },
  )
    .lean<PortfolioImportRecord>()
    .exec();
}

let last = 0;

/** Never the same twice in a process, even within a millisecond or on a clock that stands still: it tells leases apart. */
export function nextLease(at: Date): Date {
  last = Math.max(at.getTime() + LEASE_MS, last + 1);
  // A clock that was set back must not make leases endless.
  if (last > at.getTime() + 2 * LEASE_MS) last = at.getTime() + LEASE_MS;
  return new Date(last);
}

/** Somebody else took the work over, or it was cancelled. */
export class LeaseLost extends Error {}

/**
 * Keeps the work for as long again, with what has changed.
 *
 * @throws LeaseLost.
 */
export async function renewImport(
  { now }: Services,
  { _id, cabinetId, status, leaseUntil }: PortfolioImportRecord,
  set: Record<string, unknown> = {},
): Promise<PortfolioImportRecord> {
  const after = await PortfolioImport.findOneAndUpdate(
    { _id, cabinetId, status, leaseUntil },
    { $set: { ...set, leaseUntil: nextLease(now()) } },
    { returnDocument: 'after' },
  ).lean<PortfolioImportRecord>();
  if (!after) throw new LeaseLost();
  return after;
}

/** Lets the work go, for the next try. */
export async function releaseImport(_id: Types.ObjectId, leaseUntil: Date): Promise<void> {
  await PortfolioImport.updateOne({ _id, leaseUntil }, { $unset: { leaseUntil: 1 }, $inc: { failures: 1 } });
}
