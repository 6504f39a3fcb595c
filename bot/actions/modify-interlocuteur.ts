import { PERSON_ACTS } from '../interlocuteurs/acts.ts';
import { defineAction } from './action.ts';

export const modifyInterlocuteur = defineAction('interlocuteur.modify', (context, { interlocuteurId }) =>
  PERSON_ACTS.modify(context, interlocuteurId),
);
