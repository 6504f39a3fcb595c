import { findInterlocuteurs, type InterlocuteurMatch } from '../../workflows/interlocuteurs/find-interlocuteurs.ts';
import { listDossierCodes } from '../../workflows/interlocuteurs/list-dossier-codes.ts';
import { chooseInterlocuteurCard, noInterlocuteurCard } from '../cards/choose-interlocuteur-card.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';
import { PERSON_ACTS, type PersonAct } from './acts.ts';

/** Does something about whoever is named; a name that fits several is never taken for a choice (domain 55). */
export async function withPerson(
  context: BotContext,
  typed: string,
  act: PersonAct,
  dossierIds?: readonly string[],
): Promise<Answer> {
  const match = await findInterlocuteurs(context.staff.cabinetId, typed);
  if (match.kind === 'none') return noInterlocuteurCard(context.staff.locale, typed);
  if (match.kind === 'one') return PERSON_ACTS[act](context, String(match.person._id), dossierIds);
  return askWhich(context, typed, match, act, dossierIds);
}

async function askWhich(
  { staff }: BotContext,
  typed: string,
  { people, hasMore }: Extract<InterlocuteurMatch, { kind: 'several' }>,
  act: PersonAct,
  dossierIds?: readonly string[],
): Promise<Answer> {
  const codes = await listDossierCodes(staff.cabinetId, people);
  const choices = people.map(({ _id, nom, prenom, email }, at) => ({
    ...{ interlocuteurId: String(_id), nom, prenom, email, dossierCodes: codes[at] ?? [] },
  }));
  return chooseInterlocuteurCard({
    ...{ locale: staff.locale, typed, people: choices, hasMore, act },
    dossierIds: dossierIds && [...dossierIds],
  });
}
