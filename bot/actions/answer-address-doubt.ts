import { AppError } from '../../errors.ts';
import { keepEntries } from '../../workflows/drafts/keep-draft.ts';
import { findInvitedAddress } from '../../workflows/interlocuteurs/check-address.ts';
import { checkInterlocuteurForm, isComplete } from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { getInterlocuteur, type InterlocuteurView } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { linkDossiers } from '../../workflows/interlocuteurs/link-dossiers.ts';
import { modifyInterlocuteur } from '../../workflows/interlocuteurs/modify-interlocuteur.ts';
import type { BotContext } from '../context.ts';
import { type ReadForm, readForm, showForm } from '../interlocuteurs/form.ts';
import { finish, submitForm, takeDraft } from '../interlocuteurs/submit.ts';
import type { Answer } from '../turn.ts';
import { defineAction } from './action.ts';

/** What a person said of a doubtful address. Everything is read again: a card only knows what it was shown for. */
export const answerAddressDoubt = defineAction('interlocuteur.answer', async (context, data) => {
  const taken = await takeDraft(context, data.draftId);
  if ('answer' in taken) return taken.answer;
  const read = await readForm(context, taken.draft);
  const { email } = read.checked.value;
  if (!isComplete(read.checked) || !email) return showForm(context, read, { isSubmitted: true });
  switch (data.answer) {
    case 'sure':
      return goOn(context, data.draftId, { sureOf: email });
    case 'invited': {
      const invited = await findInvitedAddress(context.services, email);
      return goOn(context, data.draftId, invited ? { email: invited } : { sureOf: email });
    }
    case 'same': {
      const known = await readPerson(context, data.interlocuteurId);
      const { nom, prenom = '' } = known.person;
      return goOn(context, data.draftId, { email: known.person.email, nom, prenom });
    }
    case 'changed':
      return changeAddress(context, read, await readPerson(context, data.interlocuteurId));
  }
});

async function goOn(context: BotContext, draftId: string, entries: Record<string, string>): Promise<Answer> {
  return submitForm(context, await keepEntries(context.services, context.staff, { draftId, entries }));
}

async function readPerson({ staff }: BotContext, interlocuteurId = ''): Promise<InterlocuteurView> {
  const person = interlocuteurId ? await getInterlocuteur(staff.cabinetId, interlocuteurId) : undefined;
  if (!person || person.isRemoved) throw new AppError('not-found', { because: 'interlocuteur' });
  return person;
}

/** The known person has a new address: it is corrected, as it would be on their own card, and the dossiers are linked. */
async function changeAddress(context: BotContext, read: ReadForm, known: InterlocuteurView): Promise<Answer> {
  const { services, staff } = context;
  const { interlocuteurId, version } = known;
  const { email } = checkInterlocuteurForm(read.form).value;
  if (read.dossiers.fault || !email) return showForm(context, read, { isSubmitted: true });
  const person = { ...known.person, email };
  const done = await modifyInterlocuteur(services, staff, { interlocuteurId, version, person });
  if (done.kind === 'stale' || done.kind === 'fault') return submitForm(context, (await again(context, read))!);
  const dossierIds = read.dossiers.found.map(({ _id }) => String(_id));
  await linkDossiers(services, staff, { interlocuteurId, dossierIds });
  return finish(context, read.draftId, interlocuteurId, done.kind);
}

/** The records have changed meanwhile: the question is asked anew. */
function again({ services, staff }: BotContext, { draftId }: ReadForm) {
  return keepEntries(services, staff, { draftId, entries: {} });
}
