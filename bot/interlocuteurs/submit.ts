import { AppError } from '../../errors.ts';
import type { DraftRecord } from '../../models/draft.ts';
import { getDraft } from '../../workflows/drafts/get-draft.ts';
import { closeDraft, keepEntries } from '../../workflows/drafts/keep-draft.ts';
import { addInterlocuteur } from '../../workflows/interlocuteurs/add-interlocuteur.ts';
import { checkAddress, findInvitedAddress } from '../../workflows/interlocuteurs/check-address.ts';
import { type CheckedInterlocuteur, isComplete } from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { modifyInterlocuteur } from '../../workflows/interlocuteurs/modify-interlocuteur.ts';
import { showRecord } from '../actions/show-record.ts';
import { addressDoubtCard } from '../cards/address-doubt-card.ts';
import type { InterlocuteurRemark } from '../cards/interlocuteur-card.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';
import { type ReadForm, readForm, showForm } from './form.ts';

/**
 * An open draft of this person's, to go on with. One that is done already, by a click that came twice, shows what came
 * of it instead.
 *
 * @throws AppError `draft-closed`.
 */
export async function takeDraft(
  context: BotContext,
  draftId: string,
): Promise<{ draft: DraftRecord } | { answer: Answer }> {
  const draft = await getDraft(context.staff, draftId);
  if (draft?.kind === 'interlocuteur' && draft.state === 'open') return { draft };
  if (draft?.state !== 'done' || !draft.outcome) throw new AppError('draft-closed');
  return { answer: await showRecord(context, draft.outcome.kind, draft.outcome.refs) };
}

/** What is wrong, beside its field; what is doubtful, as a question; or the record. */
export async function submitForm(
  context: BotContext,
  draft: DraftRecord,
  look: { showsAll?: boolean } = {},
): Promise<Answer> {
  const read = await readForm(context, draft);
  const { form, checked, dossiers, modifies } = read;
  if (form.of && !modifies) throw new AppError('not-found', { because: 'interlocuteur' });
  if (!isComplete(checked) || dossiers.fault) return showForm(context, read, { isSubmitted: true, ...look });
  const doubt = form.sureOf === checked.value.email ? undefined : await findDoubt(context, read, checked.value);
  if (doubt) return doubt;
  return form.of ? modify(context, read, checked.value) : add(context, read, checked.value);
}

/** Asked before, since nothing mends it afterwards (domain 37). */
async function findDoubt(
  { services, staff }: BotContext,
  { draftId, dossiers, modifies }: ReadForm,
  { nom, prenom, email }: CheckedInterlocuteur,
): Promise<Answer | undefined> {
  const { cabinetId, locale } = staff;
  if (!modifies) {
    const dossierIds = dossiers.found.map(({ _id }) => String(_id));
    const doubt = await checkAddress(services, cabinetId, { nom, prenom, email, dossierIds });
    return doubt && addressDoubtCard({ locale, draftId, doubt, email });
  }
  const invitedEmail = email === modifies.person.email ? undefined : await findInvitedAddress(services, email);
  return invitedEmail
    ? addressDoubtCard({ locale, draftId, doubt: { kind: 'alias', invitedEmail }, email })
    : undefined;
}

async function add(
  context: BotContext,
  { draftId, dossiers }: ReadForm,
  person: CheckedInterlocuteur,
): Promise<Answer> {
  const dossierIds = dossiers.found.map(({ _id }) => String(_id));
  const { interlocuteurId, kind } = await addInterlocuteur(context.services, context.staff, { person, dossierIds });
  return finish(context, draftId, interlocuteurId, kind);
}

async function modify(context: BotContext, read: ReadForm, person: CheckedInterlocuteur): Promise<Answer> {
  const { services, staff } = context;
  const { draftId, form, checked, modifies } = read;
  const interlocuteurId = form.of!;
  const done = await modifyInterlocuteur(services, staff, { interlocuteurId, version: Number(form.version), person });
  if (done.kind === 'stale') {
    // What was typed stays; from here on it is a change to the present state.
    await keepEntries(services, staff, { draftId, entries: { version: String(modifies!.version) } });
    return showForm(context, read, { isStale: true });
  }
  if (done.kind === 'fault') {
    const faulty = { ...checked, faults: { email: done.fault } };
    return showForm(context, { ...read, checked: faulty }, { isSubmitted: true });
  }
  return finish(context, draftId, interlocuteurId, done.kind);
}

/** The task is done; its card becomes that of the record, now and when the button is pressed again. */
export async function finish(
  context: BotContext,
  draftId: string,
  interlocuteurId: string,
  remark: InterlocuteurRemark,
): Promise<Answer> {
  const refs = { interlocuteurId };
  await closeDraft(context.staff, draftId, 'done', { kind: 'interlocuteur', refs });
  return showRecord(context, 'interlocuteur', refs, remark);
}
