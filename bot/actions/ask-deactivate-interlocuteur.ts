import { PERSON_ACTS } from '../interlocuteurs/acts.ts';
import { defineAction } from './action.ts';

export const askDeactivateInterlocuteur = defineAction('interlocuteur.deactivate-ask', (context, { interlocuteurId }) =>
  PERSON_ACTS.deactivate(context, interlocuteurId),
);
