import type { DraftRecord } from '../../models/draft.ts';
import {
  type CheckedForm,
  checkInterlocuteurForm,
  type InterlocuteurForm,
} from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { getInterlocuteur, type InterlocuteurView } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { type ResolvedDossiers, resolveDossiers } from '../../workflows/interlocuteurs/resolve-dossiers.ts';
import { interlocuteurFormCard } from '../cards/interlocuteur-form-card.ts';
import type { BotContext } from '../context.ts';
import { toDossierChoice } from '../dossier-choices.ts';
import { personName } from '../locales/index.ts';
import type { Answer } from '../turn.ts';

/**
 * What a draft of an interlocuteur keeps beside the fields: `of` and `version` of the record that is modified, `sureOf`
 * the address of which the person said that it is right.
 */
export type DraftForm = InterlocuteurForm & { of?: string; version?: string; sureOf?: string };

/** A draft, read and checked against the records as they stand. */
export type ReadForm = {
  draftId: string;
  form: DraftForm;
  checked: CheckedForm;
  dossiers: ResolvedDossiers;
  /** The record that is modified, when it is one. */
  modifies?: InterlocuteurView;
};

export async function readForm({ staff }: BotContext, draft: DraftRecord): Promise<ReadForm> {
  const form: DraftForm = draft.form;
  const chosen = (form.dossierIds ?? '').split(',').filter(Boolean);
  const [dossiers, modifies] = await Promise.all([
    form.of ? { found: [] } : resolveDossiers(staff.cabinetId, form.dossiers ?? '', chosen),
    form.of ? getInterlocuteur(staff.cabinetId, form.of) : undefined,
  ]);
  return { draftId: String(draft._id), form, checked: checkInterlocuteurForm(form), dossiers, modifies };
}

type Look = { isSubmitted?: boolean; showsAll?: boolean; isStale?: boolean };

/** The form as it stands; a record that is modified always shows all of it. */
export function showForm({ staff }: BotContext, read: ReadForm, look: Look = {}): Answer {
  const { draftId, form, checked, dossiers, modifies } = read;
  const { found, fault, choices } = dossiers;
  return interlocuteurFormCard({
    ...{ locale: staff.locale, draftId, form, checked, ...look },
    showsAll: look.showsAll || Boolean(modifies),
    dossiers: {
      found: found.map(toDossierChoice),
      fault,
      choices: choices && { dossiers: choices.dossiers.map(toDossierChoice), hasMore: choices.hasMore },
    },
    modifies: modifies && { person: personName(modifies.person), isInvited: isInvited(modifies) },
  });
}

function isInvited({ status }: InterlocuteurView): boolean {
  return status !== 'not-invited' && status !== 'removed';
}

/** How a draft is called in a list. */
export function labelOf({ prenom, nom, email }: InterlocuteurForm): string {
  return personName({ prenom: prenom?.trim(), nom: nom?.trim() ?? '' }) || (email?.trim() ?? '');
}
