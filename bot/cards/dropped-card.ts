import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, paragraph } from './parts.ts';

/** Takes the place of a form of an interlocuteur that was dropped. */
export function droppedCard(locale: Locale): Answer {
  const t = words(locale);
  return {
    summary: t('interlocuteurForm.dropped'),
    card: card({
      speak: t('interlocuteurForm.dropped'),
      body: [paragraph(t('interlocuteurForm.dropped'), { isSubtle: true })],
      buttons: [button(t('interlocuteur.buttons.list'), 'interlocuteurs.view', {})],
    }),
  };
}
