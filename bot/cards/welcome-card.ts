import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, paragraph, title } from './parts.ts';

/** Three lines on what the assistant can do, and where to begin. */
export function welcomeCard(locale: Locale): Answer {
  const t = words(locale);
  return {
    summary: t('welcome.summary'),
    card: card({
      speak: t('welcome.summary'),
      body: [
        title(t('welcome.title')),
        paragraph(t('welcome.line1')),
        paragraph(t('welcome.line2'), { spacing: 'Small' }),
        paragraph(t('welcome.line3'), { spacing: 'Small' }),
      ],
      buttons: [
        button(t('offerButtons.propose'), 'command.run', { command: 'propose-service' }, { style: 'positive' }),
        button(t('buttons.invite'), 'command.run', { command: 'invite-client' }),
        button(t('seeingButtons.portfolio'), 'command.run', { command: 'show-portfolio' }),
        button(t('buttons.help'), 'command.run', { command: 'help' }),
      ],
    }),
  };
}
