import { AppError } from '../../errors.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { shownKeyCard } from '../cards/api-keys-card.ts';
import { defineAction } from './action.ts';

/** The key is on the card of whoever clicked, once; the shared card does not hold it. */
export const createApiKey = defineAction('api-key.create', async ({ services, staff, place }, { label }) => {
  if (place.type !== 'personal') throw new AppError('personal-only');
  const made = await createKey(services, staff, { label, scopes: ['dossiers.import'] });
  return shownKeyCard(staff.locale, made);
});
