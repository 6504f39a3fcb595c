import type { offers as french } from '../fr/offers.ts';

export const offers: typeof french = {};
