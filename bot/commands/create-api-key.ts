import { AppError } from '../../errors.ts';
import { canManageApiKeys } from '../../workflows/rights.ts';
import { newKeyCard } from '../cards/api-keys-card.ts';
import type { Command } from './command.ts';

/** A key for another program; an administrateur's, and never in front of others. */
export const createApiKeyCommand: Command = {
  name: 'create-api-key',
  titles: { fr: 'créer une clé d’API', en: 'create an API key' },
  synonyms: ['creer une cle api', 'nouvelle cle d api', 'nouvelle cle api', 'generer une cle d api', 'new api key'],
  async run({ staff, place }) {
    if (!canManageApiKeys(staff)) throw new AppError('not-allowed', { because: 'api key' });
    if (place.type !== 'personal') throw new AppError('personal-only');
    return newKeyCard(staff.locale);
  },
};
