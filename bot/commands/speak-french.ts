import { setLocale } from '../../workflows/staff/set-locale.ts';
import { forgetSpeaker } from '../actor.ts';
import { words } from '../locales/index.ts';
import type { Command } from './command.ts';

export const speakFrench: Command = {
  name: 'speak-french',
  titles: { fr: 'français', en: 'français' },
  synonyms: ['french', 'en francais', 'parle francais', 'speak french'],
  async run({ staff }) {
    await setLocale(staff, 'fr');
    forgetSpeaker(staff);
    return { text: words('fr')('language.set') };
  },
};
