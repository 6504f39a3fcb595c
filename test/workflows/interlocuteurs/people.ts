/** A firm with dossiers and people on record, short ways to act and to look. */
import { Interlocuteur, type InterlocuteurRecord } from '../../../models/interlocuteur.ts';
import { addInterlocuteur } from '../../../workflows/interlocuteurs/add-interlocuteur.ts';
import type { CheckedInterlocuteur } from '../../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { auditLines, buildOpening } from '../offers/opening.ts';

export type People = Awaited<ReturnType<typeof buildPeople>>;

export const CLAIRE: CheckedInterlocuteur = {
  ...{ nom: 'Martin', prenom: 'Claire', email: 'claire@boulangerie.example', qualite: 'direction-tpe' },
  ...{ accesSocial: false, comptePersonnelMicrosoft: false },
};
