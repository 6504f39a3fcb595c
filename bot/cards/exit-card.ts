import type { TFunction } from 'i18next';
import type { ExitPerson, ExitView } from '../../workflows/dossiers/preview-exit.ts';
import { formatMoment, type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { banner, button, card, type Element, execute, note, paragraph, plain, row, title } from './parts.ts';

export type ExitRemark = 'stale';
type ExitCardData = { locale: Locale; timeZone: string; exit: ExitView; remark?: ExitRemark };

/** Lists exactly what ends when a client goes; then follows it until nothing is open. */
export function exitCard({ locale, timeZone, exit, remark }: ExitCardData): Answer {
  const t = words(locale);
  const { dossierId, code, raisonSociale, status, people } = exit;
  const name = `${code} · ${raisonSociale}`;
  const summary = t('exit.summary', { dossier: name });
  const isAsked = status === 'active';
  return {
    summary,
    shows: {
      ...{ kind: 'exit', refs: { dossierId } },
      watches: [dossierId, ...people.map(({ interlocuteurId }) => interlocuteurId)],
    },
    card: card({
      speak: summary,
      refresh: execute('exit.view', { dossierId }),
      body: [
        title(t('exit.title', { dossier: plain(name) })),
        remark && paragraph(t(`exit.${remark}`), { color: 'Attention' }),
        isAsked ? paragraph(t('exit.intro')) : stateBanner(t, { locale, timeZone, exit }),
        isAsked && paragraph(t('exit.offers'), { weight: 'Bolder', spacing: 'Medium' }),
        isAsked && note(exit.offers.map((label) => plain(label[locale])).join(', ') || t('exit.noOffers')),
        paragraph(t('exit.people'), { weight: 'Bolder', spacing: 'Medium' }),
        people.length === 0 && note(t('exit.noPeople')),
        ...people.slice(0, MOST_SHOWN).map((person) => personRow(t, locale, exit, person)),
        people.length > MOST_SHOWN && note(t('exit.morePeople', { count: people.length - MOST_SHOWN })),
        isAsked && note(t('exit.reminders', { count: exit.reminders })),
        isAsked && note(t('exit.kept')),
      ],
      buttons: buttonsFor(t, exit),
    }),
  };
}

const MOST_SHOWN = 20;

function stateBanner(t: TFunction, { locale, timeZone, exit }: Omit<ExitCardData, 'remark'>): Element {
  if (exit.status === 'leaving' || !exit.leftAt) return banner(t('exit.leaving'), 'warning');
  return banner(t('exit.left', { date: formatMoment(locale, timeZone, exit.leftAt) }), 'good');
}

function personRow(t: TFunction, locale: Locale, { status }: ExitView, person: ExitPerson): Element {
  const services = person.services.map((label) => plain(label[locale])).join(', ');
  return row(plain(personName(person)), [
    accessText(t, status, person),
    services && status === 'active' ? t('exit.services', { services }) : '',
  ]);
}

function accessText(t: TFunction, status: ExitView['status'], person: ExitPerson): string {
  const { otherDossiers, withdrawal } = person;
  const isOpen = !['not-invited', 'removed'].includes(person.status);
  if (isOpen && otherDossiers.length > 0) {
    return t('exit.access.kept', { dossiers: otherDossiers.slice(0, 5).map(plain).join(', ') });
  }
  if (status === 'active') return t(isOpen ? 'exit.access.removed' : 'exit.access.none');
  if (withdrawal === 'refused') return t('exit.refused');
  if (isOpen || withdrawal === 'to-do') return t('exit.waiting');
  return t(person.status === 'removed' ? 'exit.gone' : 'exit.access.none');
}

function buttonsFor(t: TFunction, { dossierId, status, version }: ExitView): Element[] {
  const see = button(t('dossier.see'), 'dossier.view', { dossierId });
  if (status === 'left') return [button(t('dossier.reopen'), 'dossier.reopen', { dossierId }), see];
  if (status === 'leaving') return [see];
  return [
    button(t('exit.confirm'), 'exit.confirm', { dossierId, version }, { style: 'destructive' }),
    button(t('exit.cancel'), 'dossier.view', { dossierId }),
  ];
}
