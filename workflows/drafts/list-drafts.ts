import { Draft, type DraftKind, type DraftRecord } from '../../models/draft.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { DRAFT_DAYS } from './keep-draft.ts';

export type DraftLine = { draftId: string; kind: DraftKind; label: string; updatedAt: Date; hasExpired: boolean };

const MOST_SHOWN = 8;

/** What this person began and has not finished, newest first; what has just expired may still be taken up. */
export async function listDrafts({ cabinetId, collaborateurId }: Staff): Promise<DraftLine[]> {
  const mine = { cabinetId, collaborateurId, state: { $in: ['open', 'expired'] as const } };
  const drafts = await Draft.find(mine).sort({ updatedAt: -1 }).limit(MOST_SHOWN).lean<DraftRecord[]>();
  return drafts.map(({ _id, kind, label, updatedAt, state }) => ({
    draftId: String(_id),
    ...{ kind, label, updatedAt },
    hasExpired: state === 'expired',
  }));
}

/**
 * Takes a task up again, one that had expired too.
 *
 * @returns undefined when there is none such, or it is somebody else's.
 */
export async function resumeDraft(
  { now }: Services,
  { cabinetId, collaborateurId }: Staff,
  draftId: string,
): Promise<DraftRecord | undefined> {
  const expiresAt = new Date(now().getTime() + DRAFT_DAYS * 24 * 60 * 60 * 1_000);
  const draft = await Draft.findOneAndUpdate(
    { _id: draftId, cabinetId, collaborateurId, state: { $in: ['open', 'expired'] } },
    { $set: { state: 'open', expiresAt }, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean<DraftRecord>();
  return draft ?? undefined;
}
