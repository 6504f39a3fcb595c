import type { TFunction } from 'i18next';
import type { DraftLine } from '../../workflows/drafts/list-drafts.ts';
import { formatMoment, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, paragraph, plain, row, shorten, title } from './parts.ts';

type DraftsData = { locale: Locale; timeZone: string; lines: DraftLine[] };

/** What somebody began and has not finished; a line opens its card again, as it was left. */
export function draftsCard({ locale, timeZone, lines }: DraftsData): Answer {
  const t = words(locale);
  return {
    summary: t('drafts.title'),
    card: card({
      speak: t('drafts.title'),
      body: [
        title(t('drafts.title')),
        lines.length === 0 && paragraph(t('drafts.none')),
        ...lines.map((line) => draftRow(t, line, formatMoment(locale, timeZone, line.updatedAt))),
      ],
    }),
  };
}

function draftRow(t: TFunction, { draftId, kind, label, hasExpired }: DraftLine, date: string): Element {
  return row(
    plain(shorten(label, 120) || t('drafts.unnamed')),
    [t(hasExpired ? 'drafts.expiredLine' : 'drafts.line', { kind: t(`drafts.kind.${kind}`), date })],
    button(t('drafts.resume'), 'draft.resume', { draftId }),
  );
}
