/** Each kind of task that can be left and taken up again, and the card on which it goes on. A new kind is one entry. */
import type { DraftKind } from '../../models/draft.ts';
import { dossierDraftCard } from './dossier.ts';
import type { DraftCard } from './draft-card.ts';
import { interlocuteurDraftCard } from './interlocuteur.ts';
import { planDraftCard } from './plan.ts';

export const DRAFT_CARDS: Partial<Record<DraftKind, DraftCard>> = {
  dossier: dossierDraftCard,
  interlocuteur: interlocuteurDraftCard,
  plan: planDraftCard,
};
