import { AppError } from '../../errors.ts';
import { openDraft } from '../../workflows/drafts/keep-draft.ts';
import { countryName } from '../../workflows/identifiers/read-country.ts';
import { formatPhone } from '../../workflows/identifiers/read-phone.ts';
import { getInterlocuteur, type InterlocuteurView } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { linkDossiers } from '../../workflows/interlocuteurs/link-dossiers.ts';
import { reactivateInterlocuteur } from '../../workflows/interlocuteurs/reactivate-interlocuteur.ts';
import { showRecord } from '../actions/show-record.ts';
import { deactivateCard, removeCard } from '../cards/close-interlocuteur-card.ts';
import { linkDossierCard } from '../cards/link-dossier-card.ts';
import type { VerbData } from '../cards/verbs.ts';
import type { BotContext } from '../context.ts';
import { type Locale, personName } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { type DraftForm, labelOf, readForm, showForm } from './form.ts';

export type PersonAct = VerbData<'interlocuteur.choose'>['act'];
type Act = (context: BotContext, interlocuteurId: string, dossierIds?: readonly string[]) => Promise<Answer>;

/** What can be asked about somebody, by a sentence or by choosing among several. */
export const PERSON_ACTS: Record<PersonAct, Act> = {
  view: (context, interlocuteurId) => showRecord(context, 'interlocuteur', { interlocuteurId }),
  modify: beginModifying,
  deactivate: askAbout(deactivateCard, ({ isActive }) => isActive),
  reactivate,
  remove: askAbout(removeCard, () => true),
  link,
};

/** Opens a card that asks, unless there is nothing left to ask: then the present state is the answer. */
export function askAbout(
  ask: (data: { locale: Locale; person: InterlocuteurView }) => Answer,
  makesSense: (person: InterlocuteurView) => boolean,
): Act {
  return async (context, interlocuteurId) => {
    const { cabinetId, locale } = context.staff;
    const person = await readPerson(cabinetId, interlocuteurId);
    if (person.isRemoved || !makesSense(person)) return showRecord(context, 'interlocuteur', { interlocuteurId });
    return ask({ locale, person });
  };
}

async function readPerson(cabinetId: string, interlocuteurId: string): Promise<InterlocuteurView> {
  const person = await getInterlocuteur(cabinetId, interlocuteurId);
  if (!person) throw new AppError('not-found', { because: 'interlocuteur' });
  return person;
}

async function reactivate(context: BotContext, interlocuteurId: string): Promise<Answer> {
  const { services, staff } = context;
  const { version } = await readPerson(staff.cabinetId, interlocuteurId);
  const isDone = await reactivateInterlocuteur(services, staff, { interlocuteurId, version });
  return showRecord(context, 'interlocuteur', { interlocuteurId }, isDone ? 'reactivated' : undefined);
}

async function link(context: BotContext, interlocuteurId: string, dossierIds?: readonly string[]): Promise<Answer> {
  const { services, staff } = context;
  if (dossierIds?.length) {
    const count = await linkDossiers(services, staff, { interlocuteurId, dossierIds });
    return showRecord(context, 'interlocuteur', { interlocuteurId }, count > 0 ? 'linked' : 'already-linked');
  }
  const { person, isRemoved } = await readPerson(staff.cabinetId, interlocuteurId);
  if (isRemoved) return showRecord(context, 'interlocuteur', { interlocuteurId });
  return linkDossierCard({ locale: staff.locale, interlocuteurId, person: personName(person) });
}

/** A draft filled with the record as it stands: it too can be left and taken up again. */
async function beginModifying(context: BotContext, interlocuteurId: string): Promise<Answer> {
  const { services, staff } = context;
  const view = await readPerson(staff.cabinetId, interlocuteurId);
  if (view.isRemoved) return showRecord(context, 'interlocuteur', { interlocuteurId });
  const form = toForm(view, staff.locale);
  const draft = await openDraft(services, staff, { kind: 'interlocuteur', form, label: labelOf(form) });
  return showForm(context, await readForm(context, draft));
}

function toForm({ interlocuteurId, version, person }: InterlocuteurView, locale: Locale): Record<string, string> {
  const { mobile, fixe, pays, roleOrganisationnel, accesSocial, comptePersonnelMicrosoft, ...texts } = person;
  const form: DraftForm = {
    ...{ of: interlocuteurId, version: String(version), ...texts, role: roleOrganisationnel },
    ...{ mobile: mobile && formatPhone(mobile), fixe: fixe && formatPhone(fixe) },
    ...{ pays: pays && countryName(pays, locale) },
    ...{ accesSocial: String(accesSocial), comptePersonnel: String(comptePersonnelMicrosoft) },
  };
  return Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
