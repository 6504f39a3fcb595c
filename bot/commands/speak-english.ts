import { setLocale } from '../../workflows/staff/set-locale.ts';
import { forgetSpeaker } from '../actor.ts';
import { words } from '../locales/index.ts';
import type { Command } from './command.ts';

export const speakEnglish: Command = {
  name: 'speak-english',
  titles: { fr: 'english', en: 'english' },
  synonyms: ['anglais', 'in english please', 'parle anglais', 'speak english'],
  async run({ staff }) {
    await setLocale(staff, 'en');
    forgetSpeaker(staff);
    return { text: words('en')('language.set') };
  },
};
