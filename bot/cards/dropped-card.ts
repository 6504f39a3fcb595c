import type { TFunction } from 'i18next';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { card, paragraph } from './parts.ts';

/** What is said of each kind of task that was dropped. */
const SENTENCES = (t: TFunction) => ({
  'dossierForm.dropped': t('dossierForm.dropped'),
  'planForm.cancelled': t('planForm.cancelled'),
  'interlocuteurForm.dropped': t('interlocuteurForm.dropped'),
});

/** Takes the place of a form that was dropped. */
export function droppedCard(locale: Locale, key: keyof ReturnType<typeof SENTENCES>): Answer {
  const text = SENTENCES(words(locale))[key];
  return { summary: text, card: card({ speak: text, body: [paragraph(text, { isSubtle: true })] }) };
}
