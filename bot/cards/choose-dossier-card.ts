import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { button, card, note, paragraph, plain, row, shorten, title } from './parts.ts';

type ChooseDossierData = {
  locale: Locale;
  typed: string;
  /** Missing when nothing fits. */
  choices?: { dossiers: DossierChoice[]; hasMore: boolean };
};

/** Whose interlocuteurs: a prefix that fits several is never taken for a choice (domain 62). */
export function chooseDossierCard({ locale, typed, choices }: ChooseDossierData): Answer {
  const t = words(locale);
  const dossier = plain(shorten(typed, 80));
  return {
    summary: t('interlocuteurList.which'),
    card: card({
      speak: t('interlocuteurList.which'),
      body: [
        title(t('interlocuteurList.which')),
        paragraph(t(choices ? 'interlocuteurList.several' : 'interlocuteurForm.faults.dossier-none', { dossier })),
        ...(choices?.dossiers ?? []).map(({ id, code, raisonSociale }) =>
          row(
            plain(code),
            [plain(shorten(raisonSociale, 100))],
            button(t('interlocuteur.buttons.list'), 'interlocuteurs.view', { dossierId: id }),
          ),
        ),
        choices?.hasMore && note(t('interlocuteurForm.moreDossiers')),
      ],
      buttons: [button(t('interlocuteur.buttons.list'), 'interlocuteurs.view', {})],
    }),
  };
}
