import { PERSON_ACTS } from '../interlocuteurs/acts.ts';
import { defineAction } from './action.ts';

export const askRemoveInterlocuteur = defineAction('interlocuteur.remove-ask', (context, { interlocuteurId }) =>
  PERSON_ACTS.remove(context, interlocuteurId),
);
