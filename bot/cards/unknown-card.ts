import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, paragraph, title } from './parts.ts';

type Suggestion = { command: string; title: string };

/** Never silence: the nearest possibilities, each one click away, with what was typed carried along. */
export function unknownCard(locale: Locale, suggestions: Suggestion[], typed: string): Answer {
  const t = words(locale);
  return {
    summary: t('unknown.summary'),
    card: card({
      speak: t('unknown.summary'),
      body: [title(t('unknown.title')), paragraph(t('unknown.nearest'))],
      buttons: suggestions.map((one) =>
        button(one.title, 'command.run', { command: one.command, text: typed.slice(0, 500) }),
      ),
    }),
  };
}
