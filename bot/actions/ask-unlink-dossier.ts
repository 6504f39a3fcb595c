import { unlinkCard } from '../cards/close-interlocuteur-card.ts';
import { askAbout } from '../interlocuteurs/acts.ts';
import { defineAction } from './action.ts';

const ask = askAbout(unlinkCard, ({ dossiers }) => dossiers.length > 0);

export const askUnlinkDossier = defineAction('interlocuteur.unlink-ask', (context, { interlocuteurId }) =>
  ask(context, interlocuteurId),
);
