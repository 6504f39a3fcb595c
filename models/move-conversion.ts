import type { QueryFilter, UpdateQuery } from 'mongoose';
import {
  CONVERSION_STATES,
  CONVERSION_TRANSITIONS,
  Conversion,
  type ConversionRecord,
  type ConversionState,
} from './conversion.ts';
import type { OutboxEvent } from './outbox.ts';

type Move = {
  /** Which record, and what must still be true of it. */
  where: QueryFilter<ConversionRecord> & { cabinetId: string };
  to: ConversionState;
  set?: Partial<ConversionRecord>;
  /** What must follow, written in the same update. */
  events: OutboxEvent[];
};

/** What came of a former choice, gone with it. */
const OUTCOME = ['fecId', 'name', 'fecSize', 'failure'] as const;

/**
 * The only writer of a conversion's status: one conditional update from a state that the table allows. A former outcome that
 * `set` does not give anew is dropped.
 *
 * @returns the record after the move, or null when the claim was lost: somebody else was first.
 */
export function moveConversion({ where, to, set, events }: Move): Promise<ConversionRecord | null> {
  const from = CONVERSION_STATES.filter((state) => CONVERSION_TRANSITIONS[state].includes(to));
  const dropped = OUTCOME.filter((field) => set?.[field] === undefined);
  const update: UpdateQuery<ConversionRecord> = {
    $set: { ...set, status: to },
    $inc: { version: 1 },
    $push: { outbox: { $each: events } },
    $unset: { lease: 1, ...Object.fromEntries(dropped.map((field) => [field, 1])) },
  };
  return Conversion.findOneAndUpdate({ $and: [where, { status: { $in: from } }] }, update, {
    returnDocument: 'after',
    runValidators: true,
  })
    .lean<ConversionRecord>()
    .exec();
}
