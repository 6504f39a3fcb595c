import { PERSON_ACTS } from '../interlocuteurs/acts.ts';
import { defineAction } from './action.ts';

/** Whoever was chosen among several of the same name (domain 55). */
export const chooseInterlocuteur = defineAction('interlocuteur.choose', (context, data) =>
  PERSON_ACTS[data.act](context, data.interlocuteurId, data.dossierIds),
);
