import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: whoever holds the address may use it, and nobody guesses it. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** What is kept of it, and found by it: comparing goes through an index of fingerprints, which tells nothing by its time. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** As we make them; anything else is not looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
