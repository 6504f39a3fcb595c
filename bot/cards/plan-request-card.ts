import type { PlanView } from '../../workflows/offers/get-plan.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, title } from './parts.ts';

export type PlanRequestData = { locale: Locale; plan: PlanView; asker?: string };

/** To somebody who may open a service that a colleague asks for. */
export function planRequestCard({ locale, plan, asker }: PlanRequestData): Answer {
  const t = words(locale);
  const { dossierId, interlocuteurId, offer, person, dossier, label } = plan;
  const summary = t('planRequest.summary', { offer: label[locale], person: personName(person) });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('planRequest.title', { offer: plain(label[locale]), person: plain(personName(person)) })),
        paragraph(
          t('planRequest.text', {
            asker: plain(asker ?? t('planRequest.colleague')),
            dossier: plain(`${dossier.code} · ${dossier.raisonSociale}`),
          }),
        ),
        note(t('planRequest.advice')),
      ],
      buttons: [
        button(t('offerButtons.seePlan'), 'plan.view', { dossierId, interlocuteurId, offer }, { style: 'positive' }),
      ],
    }),
  };
}
