import { closeDraft, findOutcome, keepEntries } from '../../workflows/drafts/keep-draft.ts';
import { inviteClient } from '../../workflows/invitations/invite-client.ts';
import { planFormSchema, resolvePlanForm } from '../../workflows/offers/resolve-plan-form.ts';
import { startPlan } from '../../workflows/offers/start-plan.ts';
import { planFormCard } from '../cards/plan-form-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** The missing parts have come: the card asks for the next ones, or everything is under way. */
export const submitPlan = defineAction('plan.submit', async (context, { draftId, ...submitted }) => {
  const { services, staff } = context;
  const outcome = await findOutcome(staff, draftId);
  if (outcome) return showRecord(context, outcome.kind, outcome.refs);
  const entries = Object.fromEntries(
    Object.entries(submitted).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
  const draft = await keepEntries(services, staff, { draftId, entries });
  const form = planFormSchema.parse(draft.form);
  const resolved = await resolvePlanForm(staff, form);
  const { dossier, offer, person, newcomer, faults } = resolved;
  if (!dossier || !offer || !(person ?? newcomer) || Object.keys(faults).length > 0) {
    return planFormCard({ locale: staff.locale, draftId, form, resolved, isSubmitted: true });
  }
  // Done again after a crash between the two, it finds the person and goes on.
  const interlocuteurId = person
    ? person._id
    : (
        await inviteClient(services, staff, {
          ...{ ...newcomer!, prenom: newcomer?.prenom, mobile: undefined, message: undefined },
          dossierId: dossier._id,
        })
      ).interlocuteurId;
  const refs = { dossierId: String(dossier._id), interlocuteurId: String(interlocuteurId), offer: offer.code };
  const confirmsSubscription = form.subscription === 'true';
  const remark = await startPlan(services, staff, { ...refs, confirmsSubscription });
  await closeDraft(staff, draftId, 'done', { kind: 'plan', refs });
  return showRecord(context, 'plan', refs, remark);
});
