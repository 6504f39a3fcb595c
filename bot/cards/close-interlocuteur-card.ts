import type { TFunction } from 'i18next';
import type { InterlocuteurView } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, choices, note, paragraph, plain, shorten, title } from './parts.ts';

type CloseData = { locale: Locale; person: InterlocuteurView };

const MOST_NAMED = 12;

/** Says what is closed and what is kept before anything is (domain 11). */
export function deactivateCard({ locale, person: view }: CloseData): Answer {
  const t = words(locale);
  const { interlocuteurId, version, person } = view;
  const summary = t('closeInterlocuteur.deactivateTitle', { person: personName(person) });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('closeInterlocuteur.deactivateTitle', { person: plain(personName(person)) })),
        paragraph(t('closeInterlocuteur.deactivateText')),
        note(t('closeInterlocuteur.deactivateKept')),
      ],
      buttons: [
        button(t('closeInterlocuteur.deactivate'), 'interlocuteur.deactivate', { interlocuteurId, version }, DANGEROUS),
        button(t('closeInterlocuteur.keep'), 'interlocuteur.view', { interlocuteurId }),
      ],
    }),
  };
}

const DANGEROUS = { style: 'destructive' } as const;

/** Says exactly what ends, service by service and dossier by dossier, before anything does (domain 48, 261). */
export function removeCard({ locale, person: view }: CloseData): Answer {
  const t = words(locale);
  const { interlocuteurId, version, person, dossiers, status } = view;
  const summary = t('closeInterlocuteur.removeTitle', { person: personName(person) });
  const services = dossiers.flatMap(({ code, services: own }) =>
    own.map(({ label }) => `${shorten(label[locale], 40)} (${shorten(code, 40)})`),
  );
  const codes = dossiers.map(({ code }) => shorten(code, 40));
  const hasAccess = status !== 'not-invited' && status !== 'removed';
  const points = [
    services.length > 0
      ? t('closeInterlocuteur.removeServices', { count: services.length, services: listText(t, services) })
      : t('closeInterlocuteur.removeNoServices'),
    codes.length > 0 && t('closeInterlocuteur.removeLinks', { count: codes.length, dossiers: listText(t, codes) }),
    hasAccess
      ? t('closeInterlocuteur.removeAccess', { email: plain(person.email) })
      : t('closeInterlocuteur.removeNoAccess'),
  ];
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('closeInterlocuteur.removeTitle', { person: plain(personName(person)) })),
        paragraph(t('closeInterlocuteur.removeIntro')),
        ...points.map((text) => Boolean(text) && paragraph(`• ${text}`, { spacing: 'Small' })),
        note(t('closeInterlocuteur.removeKept')),
      ],
      buttons: [
        button(t('closeInterlocuteur.remove'), 'interlocuteur.remove', { interlocuteurId, version }, DANGEROUS),
        button(t('closeInterlocuteur.keep'), 'interlocuteur.view', { interlocuteurId }),
      ],
    }),
  };
}

/** From which dossier, and what ends there. */
export function unlinkCard({ locale, person: view }: CloseData): Answer {
  const t = words(locale);
  const { interlocuteurId, version, person, dossiers } = view;
  const summary = t('closeInterlocuteur.unlinkTitle', { person: personName(person) });
  const options = dossiers.slice(0, 20).map(({ dossierId, code, raisonSociale, services }) => {
    const open = services.map(({ label }) => label[locale]).join(', ') || t('interlocuteur.noServices');
    const dossier = shorten(`${code} · ${raisonSociale}`, 80);
    return { title: t('closeInterlocuteur.unlinkLine', { dossier, services: shorten(open, 80) }), value: dossierId };
  });
  const [only] = options;
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('closeInterlocuteur.unlinkTitle', { person: plain(personName(person)) })),
        paragraph(t('closeInterlocuteur.unlinkText')),
        choices('dossierId', t('closeInterlocuteur.unlinkChoice'), options, {
          // With one dossier there is nothing to choose; among several nothing is chosen for the person.
          value: options.length === 1 ? only?.value : undefined,
          isRequired: t('interlocuteurForm.faults.required'),
        }),
        note(t('closeInterlocuteur.unlinkKept')),
      ],
      buttons: [
        button(
          t('closeInterlocuteur.unlink'),
          'interlocuteur.unlink',
          { interlocuteurId, version },
          { ...DANGEROUS, associatedInputs: 'auto' },
        ),
        button(t('closeInterlocuteur.keep'), 'interlocuteur.view', { interlocuteurId }),
      ],
    }),
  };
}

/** A list that a card can bear, whole as far as it goes. */
function listText(t: TFunction, items: string[]): string {
  const shown = items.slice(0, MOST_NAMED).map(plain).join(', ');
  const count = items.length - MOST_NAMED;
  return count > 0 ? t('closeInterlocuteur.andMore', { list: shown, count }) : shown;
}
