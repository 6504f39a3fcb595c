import { AppError } from '../../errors.ts';
import type { ShownKind } from '../../models/shown-card.ts';
import type { BotContext } from '../context.ts';
import { SHOWN } from '../shown/index.ts';
import type { Answer } from '../turn.ts';

/**
 * The present state of a record, which every act on one ends with.
 *
 * @throws AppError `not-found`.
 */
export async function showRecord(
  { services, staff }: BotContext,
  kind: ShownKind,
  refs: Record<string, string>,
  remark?: string,
): Promise<Answer> {
  const { cabinetId, locale } = staff;
  const answer = await SHOWN[kind](services, { cabinetId, locale }, refs, remark);
  if (!answer) throw new AppError('not-found', { because: kind });
  return answer;
}
