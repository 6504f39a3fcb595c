import type { LayoutView } from '../../workflows/partner-imports/layouts/get-layout.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, shorten, title } from './parts.ts';

export type LayoutGuessedData = {
  locale: Locale;
  layout: LayoutView;
  dossier?: { code: string; raisonSociale: string };
};

const NAMES = 8;

/** To whoever answers for the dossier: a partner's file has columns that somebody has to agree to, once (domain 171). */
export function layoutGuessedCard({ locale, layout, dossier }: LayoutGuessedData): Answer {
  const t = words(locale);
  const { layoutId, partner } = layout;
  const summary = t('layoutGuessed.summary', { partner: shorten(partner, 120) });
  const names = columnNames(layout);
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('layoutGuessed.title', { partner: plain(shorten(partner, 120)) })),
        dossier &&
          paragraph(t('layoutGuessed.dossier', { dossier: plain(`${dossier.code} · ${dossier.raisonSociale}`) })),
        names !== '' && paragraph(t('layoutGuessed.columns', { columns: plain(names) })),
        note(t('layoutGuessed.advice')),
      ],
      buttons: [button(t('layoutGuessed.see'), 'layout.view', { layoutId }, { style: 'positive' })],
    }),
  };
}

/** The first names of the file's columns. */
export function columnNames({ columns }: Pick<LayoutView, 'columns'>): string {
  const names = columns.map(({ name }) => name).filter(Boolean);
  const shown = names.slice(0, NAMES).map((name) => shorten(name, 30));
  return names.length > NAMES ? `${shown.join(' · ')} · …` : shown.join(' · ');
}
