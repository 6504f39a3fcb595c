import type { portfolio as french } from '../fr/portfolio.ts';

export const portfolio: typeof french = {};
