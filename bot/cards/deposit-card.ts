import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, execute, note, paragraph, title } from './parts.ts';

type DepositData = {
  locale: Locale;
  slotId: string;
  mostMb: number;
  /** The address, when it may be shown: to whoever asked, and to them alone. */
  url?: string;
  /** The card stands in that person's own chat: it keeps the address until the file comes, and then follows it. */
  isOwn?: boolean;
  /** A file is on its way: there is nothing to do. */
  isArriving?: boolean;
};

/**
 * Where a file of companies is handed in (Teams gives bots no file in a channel). The card follows the place that it
 * keeps for the file, and turns into its preview. The address is never part of the shared card: it belongs to one
 * person, and only its fingerprint is kept.
 */
export function depositCard({ locale, slotId, mostMb, url, isOwn, isArriving }: DepositData): Answer {
  const t = words(locale);
  const summary = t('portfolioDeposit.title');
  const steps: (Element | false)[] = [
    paragraph(t(isArriving ? 'portfolioDeposit.arriving' : 'portfolioDeposit.intro')),
    !isArriving && note(t('portfolioDeposit.columns')),
    !isArriving && note(t('portfolioDeposit.limits', { most: mostMb })),
    url !== undefined && note(t('portfolioDeposit.linkNote')),
  ];
  return {
    summary,
    // One person's view of a shared card is not the card.
    ...((!url || isOwn) && { shows: { kind: 'portfolio-import', refs: { slotId }, watches: [slotId] } }),
    card: card({
      speak: summary,
      // Made again, it would have lost the address.
      ...(!url && { refresh: execute('portfolio-import.view', { slotId }) }),
      body: [title(t('portfolioDeposit.title')), ...steps],
      buttons: url
        ? [{ type: 'Action.OpenUrl', title: t('portfolioDeposit.open'), url }]
        : [
            !isArriving &&
              button(t('portfolioDeposit.getLink'), 'portfolio-import.link', { slotId }, { style: 'positive' }),
          ],
    }),
  };
}
