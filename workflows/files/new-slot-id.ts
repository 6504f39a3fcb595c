import { Types } from 'mongoose';

/** A place on a card, kept for a file to come. */
export function newSlotId(): string {
  return String(new Types.ObjectId());
}
