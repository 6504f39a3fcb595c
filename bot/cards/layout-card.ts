import type { TFunction } from 'i18next';
import type { LayoutView } from '../../workflows/partner-imports/layouts/get-layout.ts';
import { readMappingForm } from '../../workflows/partner-imports/layouts/mapping-form.ts';
import { formatDay, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { columnFacts } from './layout-fields.ts';
import { type LayoutRemark, layoutFormCard } from './layout-form-card.ts';
import { banner, button, card, execute, facts, note, paragraph, plain, shorten, title } from './parts.ts';

type LayoutData = { locale: Locale; timeZone: string; layout: LayoutView; remark?: LayoutRemark };

/**
 * A partner's columns as they stand: to be agreed to, or agreed to by whom and what came of it. While it waits, nothing on
 * it changes with the files that come, so that it never changes under somebody who is filling it in.
 */
export function layoutCard({ locale, timeZone, layout, remark }: LayoutData): Answer {
  if (layout.status === 'guessed') {
    const { form, faults } = readMappingForm(layout, {});
    return layoutFormCard({ locale, layout, form, faults, follows: true, remark });
  }
  const t = words(locale);
  const { layoutId, partner, columns, mapping } = layout;
  const summary = t('layout.confirmedSummary', { partner: shorten(partner, 120) });
  const read = columnFacts(locale, columns, layout);
  const journal = mapping.constants.JournalCode;
  return {
    summary,
    shows: { kind: 'layout', refs: { layoutId }, watches: [layoutId] },
    card: card({
      speak: summary,
      refresh: execute('layout.view', { layoutId }),
      body: [
        title(t('layout.title', { partner: plain(shorten(partner, 120)) })),
        banner(confirmedText(t, locale, timeZone, layout), 'good'),
        remark && paragraph(t(`layout.${remark}`)),
        ...outcomesOf(t, layout).map((text) => paragraph(text)),
        facts(read.facts),
        read.left > 0 && note(t('layout.left', { count: read.left })),
        facts([
          [t('layout.field.journal'), journal && !mapping.columns.JournalCode ? plain(shorten(journal)) : undefined],
          [t('layout.field.dateOrder'), t(`layout.order.${mapping.dateOrder}`)],
          [t('layout.field.decimal'), t(mapping.decimal === ',' ? 'layout.comma' : 'layout.dot')],
          [
            t('layout.field.signConvention'),
            mapping.columns.MontantSigne ? t(`layout.sign.${mapping.signConvention}`) : undefined,
          ],
        ]),
        note(t('layout.nextFiles')),
      ],
      buttons: [
        button(t('layout.edit'), 'layout.edit', { layoutId }),
        button(t('layouts.seeAll'), 'layouts.view', { skip: 0, scope: 'all' }),
      ],
    }),
  };
}

function confirmedText(
  t: TFunction,
  locale: Locale,
  timeZone: string,
  { confirmedBy, confirmedAt }: LayoutView,
): string {
  const day = confirmedAt ? formatDay(locale, timeZone, confirmedAt) : '';
  if (confirmedBy?.kind === 'partner') return t('layout.confirmedByPartner', { day });
  if (!confirmedBy?.name) return t('layout.confirmed', { day });
  return t('layout.confirmedBy', { person: plain(shorten(confirmedBy.name, 120)), day });
}

/** What became of the imports that waited. */
function outcomesOf(t: TFunction, { waiting, reread, inError }: LayoutView): string[] {
  return [
    reread > 0 ? t('layout.reread', { count: reread }) : '',
    waiting > 0 ? t('layout.rereading', { count: waiting }) : '',
    inError > 0 ? t('layout.inError', { count: inError }) : '',
  ].filter(Boolean);
}
