import { AppError } from '../../errors.ts';
import { listKeys } from '../../workflows/api-keys/list-keys.ts';
import { apiKeysCard, revokeKeyCard } from '../cards/api-keys-card.ts';
import { defineAction } from './action.ts';

export const askRevokeApiKey = defineAction('api-key.revoke-ask', async ({ services, staff }, { keyId }) => {
  const keys = await listKeys(staff);
  const line = keys.lines.find((one) => one.keyId === keyId);
  if (!line) throw new AppError('not-found', { because: 'api key' });
  const { timeZone } = services.config.firm;
  return line.revokedAt ? apiKeysCard({ locale: staff.locale, timeZone, ...keys }) : revokeKeyCard(staff.locale, line);
});
