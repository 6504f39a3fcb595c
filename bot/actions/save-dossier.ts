import { checkDossierForm, DOSSIER_FIELDS, type DossierForm } from '../../workflows/dossiers/check-dossier-form.ts';
import { createDossier } from '../../workflows/dossiers/create-dossier.ts';
import { listStaff } from '../../workflows/dossiers/find-staff.ts';
import { closeDraft, findOutcome, keepEntries } from '../../workflows/drafts/keep-draft.ts';
import { dossierFormCard } from '../cards/dossier-form-card.ts';
import { existingDossierCard } from '../cards/existing-dossier-card.ts';
import { labelOf, toForm } from '../show-dossier-form.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** « Enregistrer » (domain 113): what was typed is kept first, then every fault is shown, or the dossier made. */
export const saveDossier = defineAction('dossier.save', async (context, { draftId, ...typed }) => {
  const { services, staff } = context;
  const { locale, cabinetId } = staff;
  const made = await findOutcome(staff, draftId);
  if (made) return showRecord(context, made.kind, made.refs);
  // Every field stands on the card: one that a client leaves out was emptied.
  const entries = Object.fromEntries(DOSSIER_FIELDS.map((field) => [field, typed[field] ?? '']));
  const { form } = await keepEntries(services, staff, { draftId, entries, label: labelOf(entries) });
  const members = await listStaff(cabinetId);
  const checked = checkDossierForm(toForm(form as DossierForm), members);
  if (!checked.ok) {
    return dossierFormCard({ locale, draftId, form, faults: checked.faults, staff: members });
  }
  const outcome = await createDossier(services, staff, checked.value, draftId);
  if (outcome.kind === 'existing') return existingDossierCard({ locale, draftId, existing: outcome });
  const refs = { dossierId: String(outcome.dossier._id) };
  await closeDraft(staff, draftId, 'done', { kind: 'dossier', refs });
  return showRecord(context, 'dossier', refs, outcome.isDirigeantKnown ? 'created-known' : 'created');
});
