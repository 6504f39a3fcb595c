import { readForm, showForm } from '../interlocuteurs/form.ts';
import type { DraftCard } from './draft-card.ts';

export const interlocuteurDraftCard: DraftCard = async (context, draft) =>
  showForm(context, await readForm(context, draft));
