import { AppError } from '../errors.ts';
import type { BotContext } from './context.ts';

/**
 * For an answer that holds a secret address. What an invoke returns is seen by whoever clicked alone; an old client's
 * submit is answered by changing the card that everybody in the conversation sees.
 *
 * @throws AppError `personal-only`.
 */
export function requirePrivateAnswer({ place, isInvoke }: Pick<BotContext, 'place' | 'isInvoke'>): void {
  if (place.type !== 'personal' && !isInvoke) throw new AppError('personal-only');
}
