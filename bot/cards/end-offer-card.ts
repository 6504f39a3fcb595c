import type { DossierView } from '../../workflows/dossiers/get-dossier.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, choices, paragraph, plain, shorten, title } from './parts.ts';

/** A service and when it was opened, as one choice: the same service opened anew since is not the one that was meant. */
function endChoice({ code, openedAt }: DossierView['offers'][number]): string {
  return `${code}@${openedAt}`;
}

export function readEndChoice(choice: string): { offer: string; openedAt: number } {
  const [offer = '', openedAt] = choice.split('@');
  return { offer, openedAt: Number(openedAt ?? -1) };
}

/** Ends a service on a whole dossier, after saying for whom each one would end. */
export function endOfferCard({ locale, dossier }: { locale: Locale; dossier: DossierView }): Answer {
  const t = words(locale);
  const { dossierId, code, offers } = dossier;
  const summary = t('planAct.endTitle', { dossier: code });
  const options = offers.map((offer) => {
    const people = dossier.people.filter(({ services }) => services.some((one) => one.offer === offer.code));
    const names = people.map(personName).join(', ');
    const whom = people.length > 0 ? t('planAct.endFor', { people: names }) : t('planAct.endNobody');
    return { title: shorten(`${offer.label[locale]} · ${whom}`, 200), value: endChoice(offer) };
  });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('planAct.endTitle', { dossier: plain(code) })),
        paragraph(t('planAct.endText')),
        choices('offer', t('planForm.offer'), options, {
          value: options.length === 1 ? options[0]?.value : undefined,
          isRequired: t('planForm.faults.required'),
        }),
      ],
      buttons: [
        button(
          t('offerButtons.confirmEnd'),
          'offer.end',
          { dossierId },
          { style: 'destructive', associatedInputs: 'auto' },
        ),
        button(t('offerButtons.keep'), 'dossier.view', { dossierId }),
      ],
    }),
  };
}
