import type { QueryFilter, UpdateQuery } from 'mongoose';
import type { OutboxEvent } from './outbox.ts';
import {
  PARTNER_IMPORT_STATES,
  PARTNER_IMPORT_TRANSITIONS,
  PartnerImport,
  type PartnerImportRecord,
  type PartnerImportState,
} from './partner-import.ts';

type Move = {
  /** Which record, and what must still be true of it. */
  where: QueryFilter<PartnerImportRecord> & { cabinetId: string };
  to: PartnerImportState;
  set?: Partial<PartnerImportRecord>;
  /** What must follow, written in the same update. */
  events: OutboxEvent[];
};

/**
 * The only writer of an import's status: one conditional update from a state that the table allows, at the same cost
 * whatever the number of its entries.
 *
 * @returns the record after the move, or null when the claim was lost: somebody else decided.
 * @throws a duplicate key error when the same bytes are there already.
 */
export function movePartnerImport({ where, to, set, events }: Move): Promise<PartnerImportRecord | null> {
  const from = PARTNER_IMPORT_STATES.filter((state) => PARTNER_IMPORT_TRANSITIONS[state].includes(to));
  const update: UpdateQuery<PartnerImportRecord> = {
    $set: { ...set, status: to },
    $inc: { version: 1 },
    $push: { outbox: { $each: events } },
    // A set that is not taken over is left for the sweep to find.
    $unset: { lease: 1, ...(set?.setId && { nextSetId: 1 }) },
  };
  return PartnerImport.findOneAndUpdate({ $and: [where, { status: { $in: from } }] }, update, {
    returnDocument: 'after',
    runValidators: true,
  })
    .lean<PartnerImportRecord>()
    .exec();
}
