import { AppError } from '../../errors.ts';
import { addDirigeant as add } from '../../workflows/dossiers/add-dirigeant.ts';
import { checkDirigeant } from '../../workflows/dossiers/check-dirigeant.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { dirigeantFormCard } from '../cards/dirigeant-form-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** One more dirigeant (domain 16): every fault at once beside its field, or the dossier with the newcomer. */
export const addDirigeant = defineAction('dirigeant.add', async (context, { dossierId, invites, ...typed }) => {
  const { services, staff } = context;
  const entry = (field: keyof typeof typed) => typed[field]?.trim() ?? '';
  const form = { nom: entry('nom'), prenom: entry('prenom'), email: entry('email'), mobile: entry('mobile') };
  const { dirigeant, faults } = checkDirigeant(form);
  if (!dirigeant) {
    const dossier = await getDossier(staff.cabinetId, dossierId);
    if (!dossier) throw new AppError('not-found', { because: 'dossier' });
    const missing = { nom: 'dirigeant-nom-required', email: 'dirigeant-email-required' } as const;
    const shown = Object.keys(faults).length > 0 ? faults : missing;
    return dirigeantFormCard({ locale: staff.locale, dossier, form: { ...form, invites }, faults: shown });
  }
  await add(services, staff, { dossierId, dirigeant, invites: invites === 'true' });
  return showRecord(context, 'dossier', { dossierId });
});
