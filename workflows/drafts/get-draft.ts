import { Draft, type DraftRecord } from '../../models/draft.ts';
import type { Staff } from '../rights.ts';

/** A task of this person's, in whatever state. @returns undefined when there is none such, or it is somebody else's. */
export async function getDraft(
  { cabinetId, collaborateurId }: Pick<Staff, 'cabinetId' | 'collaborateurId'>,
  draftId: string,
): Promise<DraftRecord | undefined> {
  return (await Draft.findOne({ _id: draftId, cabinetId, collaborateurId }).lean<DraftRecord>()) ?? undefined;
}
