import type { ImportLine } from '../../workflows/dossiers/list-imports.ts';
import { formatDay, formatNumber, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, row, title } from './parts.ts';

type ImportsData = {
  locale: Locale;
  timeZone: string;
  dossier: { dossierId: string; code: string; raisonSociale: string };
  lines: ImportLine[];
  hasMore: boolean;
};

/** All partner imports of a dossier, in the console's own words for their states (domain 166, 190 to 194). */
export function importsCard({ locale, timeZone, dossier, lines, hasMore }: ImportsData): Answer {
  const t = words(locale);
  const name = `${dossier.code} · ${dossier.raisonSociale}`;
  const summary = t('imports.summary', { dossier: name });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('imports.title', { dossier: plain(name) })),
        lines.length === 0 && paragraph(t('imports.none')),
        ...lines.map(({ partner, fileName, format, status, createdAt, entries, periodLabel }) =>
          row(t('imports.line', { partner: plain(partner), file: plain(fileName) }), [
            t('imports.detail', {
              ...{ format: t(`imports.format.${format}`), status: t(`imports.status.${status}`) },
              date: formatDay(locale, timeZone, createdAt),
            }),
            ...(entries > 0
              ? [
                  [t('imports.entries', { count: entries, shown: formatNumber(locale, entries) }), periodLabel]
                    .filter(Boolean)
                    .join(' · '),
                ]
              : []),
          ]),
        ),
        hasMore && note(t('imports.more')),
      ],
      buttons: [button(t('dossier.see'), 'dossier.view', { dossierId: dossier.dossierId })],
    }),
  };
}
