import { showDossierForm } from '../show-dossier-form.ts';
import type { DraftCard } from './draft-card.ts';

export const dossierDraftCard: DraftCard = (context, draft) => showDossierForm(context, draft, { isFresh: true });
