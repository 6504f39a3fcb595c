import { createHash } from 'node:crypto';
import type { AdaptiveCard } from '../turn.ts';

/** Two cards with the same fingerprint look the same: the one that stands there need not be put again. */
export function fingerprintOf(card: AdaptiveCard): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22);
}
