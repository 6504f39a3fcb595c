import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { button, card, paragraph, plain, row } from './parts.ts';

type WhereIsData = {
  locale: Locale;
  typed: string;
  people: { _id: unknown; nom: string; prenom?: string; email: string }[];
  dossiers: DossierChoice[];
};

/** Nobody and nothing of that name, or several: then it is for a person to choose. */
export function whereIsCard({ locale, typed, people, dossiers }: WhereIsData): Answer {
  const t = words(locale);
  const found = people.length + dossiers.length;
  const key = found > 0 ? 'several' : typed ? 'unknown' : 'which';
  return {
    summary: t(`whereIs.${key}`, { typed }),
    card: card({
      speak: t(`whereIs.${key}`, { typed }),
      body: [
        paragraph(t(`whereIs.${key}`, { typed: plain(typed) })),
        ...people.map((person) =>
          row(
            plain(personName(person)),
            [plain(person.email)],
            button(t('buttons.see'), 'interlocuteur.view', { interlocuteurId: String(person._id) }),
          ),
        ),
        ...dossiers.map(({ id, code, raisonSociale }) =>
          row(plain(code), [plain(raisonSociale)], button(t('dossier.see'), 'dossier.view', { dossierId: id })),
        ),
      ],
      buttons: [button(t('seeingButtons.portfolio'), 'command.run', { command: 'show-portfolio' })],
    }),
  };
}
