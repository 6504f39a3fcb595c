import { AppError } from '../../errors.ts';
import { API_SCOPES, createKey } from '../../workflows/api-keys/create-key.ts';
import { canManageApiKeys } from '../../workflows/rights.ts';
import { newKeyCard, shownKeyCard } from '../cards/api-keys-card.ts';
import { defineAction } from './action.ts';

/** The key is on the card of whoever clicked, once; the shared card does not hold it. */
export const createApiKey = defineAction('api-key.create', async ({ services, staff, place }, data) => {
  if (place.type !== 'personal') throw new AppError('personal-only');
  if (!canManageApiKeys(staff)) throw new AppError('not-allowed', { because: 'api key' });
  // A card of before the choice existed asks for what keys were for then.
  const { label, scopes: chosen = 'dossiers.import' } = data;
  const scopes = API_SCOPES.filter((scope) => chosen.split(',').includes(scope));
  if (scopes.length === 0) return newKeyCard(staff.locale, { label, scopes: chosen });
  const made = await createKey(services, staff, { label, scopes });
  return shownKeyCard(staff.locale, made);
});
