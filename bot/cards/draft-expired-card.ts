import type { DraftKind } from '../../models/draft.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, shorten, title } from './parts.ts';

export type DraftExpiredData = { locale: Locale; draftId: string; kind: DraftKind; label: string; days: number };

/** To whoever began a task and left it alone: it is closed, and one click away. */
export function draftExpiredCard({ locale, draftId, kind, label, days }: DraftExpiredData): Answer {
  const t = words(locale);
  const summary = t('drafts.expired.summary', { kind: t(`drafts.kind.${kind}`) });
  const what = shorten(label, 120);
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(summary),
        what ? paragraph(plain(what), { weight: 'Bolder' }) : undefined,
        paragraph(t('drafts.expired.text', { count: days })),
        note(t('drafts.expired.advice')),
      ],
      buttons: [button(t('drafts.resume'), 'draft.resume', { draftId }, { style: 'positive' })],
    }),
  };
}
