import { listKeys } from '../../workflows/api-keys/list-keys.ts';
import { apiKeysCard } from '../cards/api-keys-card.ts';
import type { Command } from './command.ts';

export const listApiKeysCommand: Command = {
  name: 'list-api-keys',
  titles: { fr: 'clés d’API', en: 'API keys' },
  synonyms: ['cles api', 'les cles d api', 'liste des cles d api', 'revoquer une cle d api', 'revoquer une cle api'],
  async run({ services, staff }) {
    const { timeZone } = services.config.firm;
    return apiKeysCard({ locale: staff.locale, timeZone, ...(await listKeys(staff)) });
  },
};
