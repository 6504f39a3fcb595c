import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, title } from './parts.ts';

const TOPICS = ['service', 'invite', 'dossiers', 'people', 'files', 'where', 'language'] as const;

export function helpCard(locale: Locale): Answer {
  const t = words(locale);
  return {
    summary: t('help.summary'),
    card: card({
      speak: t('help.summary'),
      body: [
        title(t('help.title')),
        ...TOPICS.map((topic) => ({
          type: 'Container',
          spacing: 'Medium',
          items: [paragraph(t(`help.${topic}`), { weight: 'Bolder' }), note(t(`help.${topic}Hint`))],
        })),
        note(t('help.channelHint')),
      ],
      buttons: [
        button(t('offerButtons.propose'), 'command.run', { command: 'propose-service' }, { style: 'positive' }),
        button(t('buttons.invite'), 'command.run', { command: 'invite-client' }),
        button(t('seeingButtons.portfolio'), 'command.run', { command: 'show-portfolio' }),
      ],
    }),
  };
}
