import { listKeys } from '../../workflows/api-keys/list-keys.ts';
import { revokeKey } from '../../workflows/api-keys/revoke-key.ts';
import { apiKeysCard } from '../cards/api-keys-card.ts';
import { defineAction } from './action.ts';

export const revokeApiKey = defineAction('api-key.revoke', async ({ services, staff }, { keyId }) => {
  await revokeKey(services, staff, keyId);
  const { timeZone } = services.config.firm;
  return apiKeysCard({ locale: staff.locale, timeZone, ...(await listKeys(staff)) });
});
