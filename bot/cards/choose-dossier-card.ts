import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { button, card, note, paragraph, plain, row, shorten } from './parts.ts';

type ChooseDossierData = {
  locale: Locale;
  typed: string;
  /** None when nothing fits. */
  dossiers: DossierChoice[];
  hasMore: boolean;
  /** What a line opens. */
  opens: 'dossier.view' | 'exit.view' | 'interlocuteurs.view' | 'dirigeant.ask';
};

/** A code or name that fits several dossiers, or none: a prefix is never taken for a choice (domain 62). */
export function chooseDossierCard({ locale, typed, dossiers, hasMore, opens }: ChooseDossierData): Answer {
  const t = words(locale);
  const key = dossiers.length > 0 ? 'several' : typed.trim() ? 'none' : 'which';
  const shown = shorten(typed, 120);
  return {
    summary: t(`dossier.${key}`, { typed: shown }),
    card: card({
      speak: t(`dossier.${key}`, { typed: shown }),
      body: [
        paragraph(t(`dossier.${key}`, { typed: plain(shown) })),
        ...dossiers.map(({ id, code, raisonSociale }) =>
          row(
            plain(shorten(code, 40)),
            [plain(shorten(raisonSociale, 100))],
            button(t('dossier.see'), opens, { dossierId: id }),
          ),
        ),
        hasMore && note(t('dossier.severalMore')),
      ],
      buttons: [button(t('seeingButtons.portfolio'), 'command.run', { command: 'show-portfolio' })],
    }),
  };
}
