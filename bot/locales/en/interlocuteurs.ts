import type { interlocuteurs as french } from '../fr/interlocuteurs.ts';

export const interlocuteurs: typeof french = {};
