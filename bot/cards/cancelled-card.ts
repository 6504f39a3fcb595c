import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, paragraph } from './parts.ts';

/** Takes the place of a form that was dropped. */
export function cancelledCard(locale: Locale): Answer {
  const t = words(locale);
  return {
    summary: t('form.cancelled'),
    card: card({
      speak: t('form.cancelled'),
      body: [paragraph(t('form.cancelled'), { isSubtle: true })],
      buttons: [button(t('buttons.invite'), 'command.run', { command: 'invite-client' })],
    }),
  };
}
