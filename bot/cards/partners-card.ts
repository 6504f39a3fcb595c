import type { PartnerLine, PartnersPage } from '../../workflows/partners/list-partners.ts';
import { formatDay, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, note, paragraph, plain, row, shorten, title } from './parts.ts';

type PartnersData = { locale: Locale; timeZone: string; page: PartnersPage };

/** The firm's partner applications, those that were revoked last; a line opens its card (domain 162, 169). */
export function partnersCard({ locale, timeZone, page }: PartnersData): Answer {
  const t = words(locale);
  const { lines, skip, limit, total } = page;
  const isFirst = skip === 0;
  const none = isFirst ? t('partners.none') : t('partners.end');
  return {
    summary: t('partners.title'),
    card: card({
      speak: t('partners.title'),
      body: [
        title(t('partners.title')),
        lines.length === 0 ? paragraph(none) : note(t('partners.hint')),
        ...lines.map((line) => lineRow(locale, timeZone, line)),
      ],
      buttons: [
        skip + lines.length < total &&
          lines.length > 0 &&
          button(t('partners.next'), 'partners.view', { skip: skip + limit }),
        !isFirst && button(t('partners.first'), 'partners.view', { skip: 0 }),
        button(t('partners.create'), 'command.run', { command: 'create-partner' }),
      ],
    }),
  };
}

function lineRow(locale: Locale, timeZone: string, line: PartnerLine): Element {
  const t = words(locale);
  const { partnerId, name, reach, dossierCount, prefix, lastUsedAt, revokedAt } = line;
  const day = (at: Date) => formatDay(locale, timeZone, at);
  const state = lastUsedAt ? t('partners.used', { day: day(lastUsedAt) }) : t('partners.unused');
  return row(
    plain(shorten(name, 120)),
    [
      reach === 'all' ? t('partners.all') : t('partners.some', { count: dossierCount }),
      revokedAt ? '' : prefix ? plain(prefix) : t('partners.noKey'),
      revokedAt ? t('partners.revoked', { day: day(revokedAt) }) : state,
    ],
    button(t('partners.see'), 'partner.view', { partnerId }),
  );
}
