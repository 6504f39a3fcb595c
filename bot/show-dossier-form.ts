import type { DraftRecord } from '../models/draft.ts';
import { checkDossierForm, type DossierForm } from '../workflows/dossiers/check-dossier-form.ts';
import { listStaff } from '../workflows/dossiers/find-staff.ts';
import { dossierFormCard, LATER } from './cards/dossier-form-card.ts';
import type { BotContext } from './context.ts';
import type { Answer } from './turn.ts';

/** The form of a dossier as it was left; `isFresh` when nothing was submitted, so that nothing is held against anybody. */
export async function showDossierForm(
  { staff }: BotContext,
  { _id, form }: Pick<DraftRecord, '_id' | 'form'>,
  { isFresh }: { isFresh?: boolean } = {},
): Promise<Answer> {
  const members = await listStaff(staff.cabinetId);
  const checked = checkDossierForm(toForm(form), members);
  const faults = checked.ok ? {} : checked.faults;
  return dossierFormCard({ locale: staff.locale, draftId: String(_id), form, isFresh, faults, staff: members });
}

/** « Plus tard » is nobody. */
export function toForm(form: DossierForm): DossierForm {
  const { chefDeMission, maitre } = form;
  return {
    ...form,
    chefDeMission: chefDeMission === LATER ? '' : chefDeMission,
    maitre: maitre === LATER ? '' : maitre,
  };
}

/** What a begun dossier is called in a list. */
export function labelOf({ raisonSociale, code }: DossierForm): string {
  return [code, raisonSociale]
    .filter(Boolean)
    .map((text) => text!.trim().slice(0, 60))
    .join(' · ');
}
