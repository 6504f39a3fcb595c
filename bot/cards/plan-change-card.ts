import type { OfferRecord } from '../../models/offer.ts';
import type { PlanView } from '../../workflows/offers/get-plan.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, choices, faultLine, paragraph, plain, title, toggle } from './parts.ts';

type ChangeData = {
  locale: Locale;
  plan: PlanView;
  /** Services that may take the place of this one. */
  others: OfferRecord[];
  to?: string;
  asksSubscription?: boolean;
};

/** Another service in place of this one, in one act. */
export function planChangeCard({ locale, plan, others, to, asksSubscription }: ChangeData): Answer {
  const t = words(locale);
  const { dossierId, interlocuteurId, offer, turn, person, dossier } = plan;
  const refs = { dossierId, interlocuteurId, offer };
  const summary = t('planAct.changeTitle', { person: personName(person) });
  const options = others.map(({ code, label, isPaid }) => {
    const price = t(isPaid ? 'catalogue.paid' : 'catalogue.free');
    return { title: t('planAct.offerLine', { label: label?.[locale] ?? code, price }), value: code };
  });
  const hasPaid = others.some(({ isPaid }) => isPaid);
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('planAct.changeTitle', { person: plain(personName(person)) })),
        paragraph(plain(`${dossier.code} · ${dossier.raisonSociale}`), { isSubtle: true }),
        paragraph(t('planAct.changeText', { offer: plain(plan.label[locale]) })),
        options.length > 0
          ? choices('to', t('planAct.changeTo'), options, { value: to, isRequired: t('planForm.faults.required') })
          : paragraph(t('planAct.changeNone')),
        hasPaid && toggle('subscription', t('planAct.changeSubscription')),
        asksSubscription && faultLine(t('planForm.faults.subscription-required')),
      ],
      buttons: [
        options.length > 0 &&
          button(
            t('offerButtons.confirmChange'),
            'plan.change',
            { ...refs, turn },
            {
              style: 'positive',
              associatedInputs: 'auto',
            },
          ),
        button(t('offerButtons.keep'), 'plan.view', refs),
      ],
    }),
  };
}
