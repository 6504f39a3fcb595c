import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { card, note, paragraph, plain, title } from './parts.ts';

type HelpData = {
  locale: Locale;
  isPersonal: boolean;
  /** A page of the person's own where the file may be handed in instead, and the place that waits for it. */
  deposit?: { url: string; slotId: string };
};

/**
 * How a FEC is had when Cegid's own module fails: by a TRA (domain 198 to 206). With a page, the card follows the place that
 * waits for the file, and turns into its conversion; made again before, it would have lost the address.
 */
export function conversionHelpCard({ locale, isPersonal, deposit }: HelpData): Answer {
  const t = words(locale);
  const steps = [
    t('conversion.help.export'),
    t(isPersonal ? 'conversion.help.drop' : 'conversion.help.privately'),
    t('conversion.help.choose'),
  ];
  const slotId = deposit?.slotId;
  return {
    summary: t('conversion.title'),
    ...(slotId && { shows: { kind: 'portfolio-import', refs: { slotId }, watches: [slotId] } }),
    card: card({
      speak: t('conversion.title'),
      body: [
        title(t('conversion.title')),
        ...steps.map((step, n) => paragraph(plain(`${n + 1}. ${step}`))),
        note(t('conversion.order')),
        deposit && note(t('portfolioDeposit.linkNote')),
      ],
      buttons: [deposit && { type: 'Action.OpenUrl', title: t('portfolioDeposit.open'), url: deposit.url }],
    }),
  };
}
