import type { ClientRight } from '../../models/offer.ts';
import type { PlanView } from '../../workflows/offers/get-plan.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, title } from './parts.ts';

type RevokeData = { locale: Locale; plan: PlanView; rights: readonly ClientRight[] };

/** Says which rights end before anything does. */
export function planRevokeCard({ locale, plan, rights }: RevokeData): Answer {
  const t = words(locale);
  const { dossierId, interlocuteurId, offer, turn, person, dossier } = plan;
  const refs = { dossierId, interlocuteurId, offer };
  const label = plan.label[locale];
  const summary = t('planAct.revokeTitle', { offer: label, person: personName(person) });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('planAct.revokeTitle', { offer: plain(label), person: plain(personName(person)) })),
        paragraph(
          t('planAct.revokeText', {
            dossier: plain(`${dossier.code} · ${dossier.raisonSociale}`),
            rights: rights.map((right) => t(`right.${right}`)).join(', '),
          }),
        ),
        note(t('planAct.revokeKept')),
      ],
      buttons: [
        button(t('offerButtons.confirmRevoke'), 'plan.revoke', { ...refs, turn }, { style: 'destructive' }),
        button(t('offerButtons.keep'), 'plan.view', refs),
      ],
    }),
  };
}
