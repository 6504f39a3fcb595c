import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Draft, type DraftKind, type DraftRecord } from '../../models/draft.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A task left alone that long is closed with a word; every entry starts the time anew. */
export const DRAFT_DAYS = 7;

type Entries = { kind: DraftKind; form: Record<string, string>; label: string };

/** Begins a task: what the sentence already said is kept, so that it may be taken up again tomorrow. */
export async function openDraft({ now }: Services, staff: Staff, { kind, form, label }: Entries): Promise<DraftRecord> {
  const { cabinetId, collaborateurId } = staff;
  const expiresAt = new Date(now().getTime() + DRAFT_DAYS * DAY_MS);
  const draft = await Draft.create({ cabinetId, collaborateurId, kind, state: 'open', form, label, expiresAt });
  return draft.toObject();
}

/**
 * Adds what was just typed to a task, wrong entries too: nothing has to be typed twice.
 *
 * @returns the draft with everything known so far.
 * @throws AppError `draft-closed` when it was finished, dropped or has expired, or is not this person's.
 */
export async function keepEntries(
  { now }: Services,
  staff: Staff,
  { draftId, entries, label }: { draftId: string; entries: Record<string, string>; label?: string },
): Promise<DraftRecord> {
  const { cabinetId, collaborateurId } = staff;
  const expiresAt = new Date(now().getTime() + DRAFT_DAYS * DAY_MS);
  const fields = Object.fromEntries(Object.entries(entries).map(([field, value]) => [`form.${field}`, value]));
  const draft = await Draft.findOneAndUpdate(
    { _id: new Types.ObjectId(draftId), cabinetId, collaborateurId, state: 'open' },
    { $set: { ...fields, expiresAt, ...(label && { label }) }, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean<DraftRecord>();
  if (!draft) throw new AppError('draft-closed');
  return draft;
}

/** The task is done, or dropped. Said twice, it changes nothing. */
export async function closeDraft(
  staff: Staff,
  draftId: string,
  state: 'done' | 'abandoned',
  outcome?: DraftRecord['outcome'],
): Promise<void> {
  const { cabinetId, collaborateurId } = staff;
  const mine = { _id: draftId, cabinetId, collaborateurId, state: 'open' as const };
  await Draft.updateOne(mine, { $set: { state, ...(outcome && { outcome }) } });
}

/** What a finished task became: the click that finished it may come again. */
export async function findOutcome(
  { cabinetId, collaborateurId }: Staff,
  draftId: string,
): Promise<DraftRecord['outcome']> {
  const mine = { _id: draftId, cabinetId, collaborateurId, state: 'done' as const };
  return (await Draft.findOne(mine, { outcome: 1 }).lean<DraftRecord>())?.outcome;
}
