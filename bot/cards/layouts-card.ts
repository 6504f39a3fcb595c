import type { LayoutLine, LayoutsPage } from '../../workflows/partner-imports/layouts/list-layout-lines.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, note, paragraph, plain, row, shorten, title } from './parts.ts';

type LayoutsData = { locale: Locale; page: LayoutsPage };

/** Which columns the firm's partners have in their own files, and which of them wait to be agreed to (domain 171). */
export function layoutsCard({ locale, page }: LayoutsData): Answer {
  const t = words(locale);
  const { lines, skip, limit, total, isToConfirm, unknown, partnerId } = page;
  const summary = t(isToConfirm ? 'layouts.titleToConfirm' : 'layouts.title');
  const scope = isToConfirm ? 'guessed' : 'all';
  const hasMore = lines.length > 0 && skip + lines.length < total;
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(summary),
        lines.length === 0 ? paragraph(emptyText(locale, page)) : note(t('layouts.hint')),
        ...lines.map((line) => lineRow(locale, line)),
      ],
      buttons: [
        hasMore &&
          button(t('layouts.next'), 'layouts.view', { skip: skip + limit, scope, ...(partnerId && { partnerId }) }),
        (skip > 0 || unknown !== undefined || isToConfirm) &&
          button(t('layouts.seeAll'), 'layouts.view', { skip: 0, scope: 'all' }),
        button(t('buttons.help'), 'command.run', { command: 'help' }),
      ],
    }),
  };
}

function emptyText(locale: Locale, { skip, isToConfirm, unknown }: LayoutsPage): string {
  const t = words(locale);
  if (unknown !== undefined) return t('layouts.unknown', { partner: plain(shorten(unknown, 120)) });
  if (skip > 0) return t('layouts.end');
  return t(isToConfirm ? 'layouts.noneToConfirm' : 'layouts.none');
}

function lineRow(locale: Locale, line: LayoutLine): Element {
  const t = words(locale);
  const { layoutId, partner, names, columns, status, waiting } = line;
  const shown = names.map((name) => plain(shorten(name, 30))).join(' · ');
  const heads = names.length === 0 ? t('layouts.noNames') : columns > names.length ? `${shown} · …` : shown;
  return row(
    plain(shorten(partner, 120)) || t('layouts.partnerGone'),
    [
      heads,
      t(`layouts.state.${status}`),
      waiting === 0 ? '' : t(status === 'guessed' ? 'layouts.waiting' : 'layouts.rereading', { count: waiting }),
    ],
    button(t('layouts.see'), 'layout.view', { layoutId }),
  );
}
