import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, row, shorten, title } from './parts.ts';
import type { VerbData } from './verbs.ts';

export type PersonChoice = {
  interlocuteurId: string;
  nom: string;
  prenom?: string;
  email: string;
  dossierCodes: string[];
};
type ChooseData = {
  locale: Locale;
  typed: string;
  people: PersonChoice[];
  hasMore: boolean;
  /** What was asked for, done with whoever is chosen. */
  act: VerbData<'interlocuteur.choose'>['act'];
  dossierIds?: string[];
};

/** The same name twice is normal (domain 55): a person chooses, by address and dossiers. */
export function chooseInterlocuteurCard({ locale, typed, people, hasMore, act, dossierIds }: ChooseData): Answer {
  const t = words(locale);
  return {
    summary: t('chooseInterlocuteur.title'),
    card: card({
      speak: t('chooseInterlocuteur.title'),
      body: [
        title(t('chooseInterlocuteur.title')),
        paragraph(t('chooseInterlocuteur.intro', { typed: plain(shorten(typed, 120)) })),
        ...people.map((person) => {
          const { interlocuteurId, email, dossierCodes } = person;
          const dossiers = shorten(dossierCodes.join(', '), 120) || t('chooseInterlocuteur.noDossier');
          const data = { interlocuteurId, act, ...(dossierIds && { dossierIds }) };
          return row(
            plain(personName(person)),
            [t('chooseInterlocuteur.line', { email: plain(email), dossiers: plain(dossiers) })],
            button(t('interlocuteur.buttons.see'), 'interlocuteur.choose', data),
          );
        }),
        hasMore && note(t('chooseInterlocuteur.more')),
      ],
      buttons: [button(t('interlocuteur.buttons.list'), 'interlocuteurs.view', {})],
    }),
  };
}

/** Nobody fits, or nobody was named. */
export function noInterlocuteurCard(locale: Locale, typed: string): Answer {
  const t = words(locale);
  const isNamed = typed.trim() !== '';
  const summary = t(isNamed ? 'chooseInterlocuteur.noneTitle' : 'chooseInterlocuteur.askTitle');
  const text = isNamed
    ? t('chooseInterlocuteur.none', { typed: plain(shorten(typed, 120)) })
    : t('chooseInterlocuteur.ask');
  return {
    summary,
    card: card({
      speak: summary,
      body: [title(summary), paragraph(text)],
      buttons: [
        button(t('interlocuteur.buttons.list'), 'interlocuteurs.view', {}),
        button(t('interlocuteur.buttons.add'), 'command.run', { command: 'add-interlocuteur' }),
      ],
    }),
  };
}
