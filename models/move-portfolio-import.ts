import type { QueryFilter, UpdateQuery } from 'mongoose';
import type { OutboxEvent } from './outbox.ts';
import {
  PORTFOLIO_IMPORT_STATES,
  PORTFOLIO_IMPORT_TRANSITIONS,
  PortfolioImport,
  type PortfolioImportRecord,
  type PortfolioImportState,
} from './portfolio-import.ts';

type Move = {
  /** Which record, and what must still be true of it. */
  where: QueryFilter<PortfolioImportRecord> & { cabinetId: string };
  to: PortfolioImportState;
  set?: Partial<PortfolioImportRecord>;
  /** What must follow, written in the same update. */
  events: OutboxEvent[];
};

const OPEN: readonly PortfolioImportState[] = ['reading', 'previewed', 'importing'];

/**
 * The only writer of an import's status: one conditional update from a state that the table allows.
 *
 * @returns the record after the move, or null when the claim was lost: somebody else decided.
 */
export function movePortfolioImport({ where, to, set, events }: Move): Promise<PortfolioImportRecord | null> {
  const from = PORTFOLIO_IMPORT_STATES.filter((state) => PORTFOLIO_IMPORT_TRANSITIONS[state].includes(to));
  const update: UpdateQuery<PortfolioImportRecord> = {
    $set: { ...set, status: to },
    $inc: { version: 1 },
    $push: { outbox: { $each: events } },
    // A closed import no longer stands in the way of the same file; whoever worked on it is done.
    $unset: { leaseUntil: 1, ...(!OPEN.includes(to) && { openKey: 1 }) },
  };
  return PortfolioImport.findOneAndUpdate({ $and: [where, { status: { $in: from } }] }, update, {
    returnDocument: 'after',
    runValidators: true,
  })
    .lean<PortfolioImportRecord>()
    .exec();
}
