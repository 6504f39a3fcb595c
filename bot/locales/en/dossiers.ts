import type { dossiers as french } from '../fr/dossiers.ts';

export const dossiers: typeof french = {};
