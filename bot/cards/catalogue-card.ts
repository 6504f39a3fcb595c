import type { OfferRecord } from '../../models/offer.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, note, paragraph, plain, title } from './parts.ts';

type CatalogueData = { locale: Locale; offers: OfferRecord[]; mayEdit: boolean; remark?: 'saved' | 'stale' };

/** The firm's services: what each gives, free or paid, and whether it may be opened. */
export function catalogueCard({ locale, offers, mayEdit, remark }: CatalogueData): Answer {
  const t = words(locale);
  return {
    summary: t('catalogue.summary'),
    card: card({
      speak: t('catalogue.summary'),
      body: [
        title(t('catalogue.title')),
        remark && paragraph(t(`catalogue.${remark}`)),
        ...offers.map((offer) => offerBlock(locale, offer)),
        !mayEdit && note(t('catalogue.editHint')),
      ],
      buttons: mayEdit
        ? offers
            .slice(0, 6)
            .map(({ code, label }) =>
              button(`${t('offerButtons.edit')} ${label?.[locale] ?? code}`, 'offer.edit-ask', { code }),
            )
        : [],
    }),
  };
}

function offerBlock(locale: Locale, { code, label, description, isPaid, isPresent, rights }: OfferRecord): Element {
  const t = words(locale);
  const state = [t(isPaid ? 'catalogue.paid' : 'catalogue.free'), !isPresent && t('catalogue.absent')];
  return {
    ...{ type: 'Container', separator: true, spacing: 'Medium' },
    items: [
      paragraph(plain(label?.[locale] ?? code), { weight: 'Bolder' }),
      note(state.filter(Boolean).join(' · ')),
      paragraph(plain(description?.[locale] ?? ''), { spacing: 'Small' }),
      note(t('catalogue.rights', { rights: rights.map((right) => t(`right.${right}`)).join(', ') })),
    ],
  };
}
