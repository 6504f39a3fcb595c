/** Who is speaking: from a verified activity to a member of staff, or a refusal. */
import { AppError } from '../errors.ts';
import type { Staff } from '../workflows/rights.ts';
import type { Services } from '../workflows/services.ts';
import { identifySpeaker, type Speaker } from '../workflows/staff/identify-speaker.ts';
import type { Turn } from './turn.ts';

/** A minute: a right taken away must show soon, and Teams sends several activities for one act. */
const KEPT_MS = 60_000;
const MOST_KEPT = 5_000;
const kept = new Map<string, { speaker: Speaker; until: number }>();

/**
 * The Entra object id that Teams put in the activity is the only identity: names, addresses and card data are not.
 *
 * @throws AppError `speaker-unknown` when the person is new and Entra cannot be asked now.
 */
export async function whoSpeaks(services: Services, cabinetId: string, { from }: Turn): Promise<Speaker> {
  const { entraObjectId } = from;
  if (!entraObjectId) return { kind: 'stranger' };
  const key = `${cabinetId}:${entraObjectId}`;
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.speaker;
  const speaker = await lookUp(services, cabinetId, entraObjectId);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, { speaker, until: Date.now() + KEPT_MS });
  return speaker;
}

/** After a change of language or rights, so that it shows at once. */
export function forgetSpeaker({ cabinetId, entraObjectId }: Staff): void {
  kept.delete(`${cabinetId}:${entraObjectId}`);
}

async function lookUp(services: Services, cabinetId: string, entraObjectId: string): Promise<Speaker> {
  try {
    return await identifySpeaker(services, { cabinetId, entraObjectId });
  } catch (error) {
    throw new AppError('speaker-unknown', { because: 'lookup', cause: error });
  }
}
