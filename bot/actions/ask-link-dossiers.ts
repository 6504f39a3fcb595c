import { PERSON_ACTS } from '../interlocuteurs/acts.ts';
import { defineAction } from './action.ts';

export const askLinkDossiers = defineAction('interlocuteur.link-ask', (context, { interlocuteurId }) =>
  PERSON_ACTS.link(context, interlocuteurId),
);
