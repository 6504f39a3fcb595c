import type { TFunction } from 'i18next';
import type { DossierPerson, DossierView } from '../../workflows/dossiers/get-dossier.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { banner, button, card, type Element, execute, facts, note, paragraph, plain, row, title } from './parts.ts';
import { whoText } from './plan-card.ts';

export type DossierRemark = 'created' | 'created-known' | 'reopened';
type DossierCardData = { locale: Locale; dossier: DossierView; remark?: DossierRemark };

const GROUND = { leaving: 'warning', left: 'emphasis' } as const;
const TEAMS_GROUND = {
  // A company just created stands in green (domain 114).
  nobody: 'good',
  operational: 'good',
  'under-way': 'warning',
  partial: 'warning',
  problem: 'attention',
} as const;

/** A dossier as one sees it on opening: its two statuses, its services, its people and where each is stuck. */
export function dossierCard({ locale, dossier, remark }: DossierCardData): Answer {
  const t = words(locale);
  const { dossierId, code, raisonSociale, people } = dossier;
  const summary = t('dossier.summary', { code, name: raisonSociale });
  return {
    summary,
    shows: {
      ...{ kind: 'dossier', refs: { dossierId } },
      watches: [dossierId, ...people.map(({ interlocuteurId }) => interlocuteurId)],
    },
    card: card({
      speak: summary,
      refresh: execute('dossier.view', { dossierId }),
      body: [
        title(`${plain(code)} · ${plain(raisonSociale)}`),
        remark && banner(t(`dossier.${remark === 'created-known' ? 'created' : remark}`), 'good'),
        // Somebody with several companies is met once (domain 116).
        remark === 'created-known' && paragraph(t('dirigeantForm.oneMeeting')),
        statuses(t, dossier),
        importsPrompt(t, dossier),
        identity(t, locale, dossier),
        paragraph(t('dossier.people'), { weight: 'Bolder', spacing: 'Medium' }),
        people.length === 0 && note(t('dossier.noPeople')),
        ...people.map((person) => personRow(t, locale, dossier, person)),
        dossier.hasMore && note(t('dossier.more')),
      ],
      buttons: buttonsFor(t, dossier),
    }),
  };
}

/** Both on one ground: that of Teams while the dossier itself is well. */
function statuses(t: TFunction, { status, teamsStatus }: DossierView): Element {
  return {
    ...{ type: 'Container', spacing: 'Small', bleed: false },
    style: status === 'active' ? TEAMS_GROUND[teamsStatus] : GROUND[status],
    items: [
      paragraph(t('dossier.status', { status: t(`dossier.state.${status}`) }), { weight: 'Bolder' }),
      paragraph(t('dossier.teams', { status: t(`dossier.teamsState.${teamsStatus}`) }), {
        weight: 'Bolder',
        spacing: 'None',
      }),
    ],
  };
}

/** Opening a dossier says at once that imports wait on it; Oui lists all of them (domain 164 to 166). */
function importsPrompt(t: TFunction, { dossierId, imports }: DossierView): Element | false {
  if (imports.awaiting === 0) return false;
  return {
    ...{ type: 'Container', style: 'attention', spacing: 'Small' },
    items: [
      paragraph(t('dossier.imports', { count: imports.awaiting })),
      {
        type: 'ActionSet',
        actions: [
          button(t('dossier.yes'), 'dossier.imports', { dossierId }, { style: 'positive' }),
          button(t('dossier.no'), 'dossier.hide-imports', { dossierId }),
        ],
      },
    ],
  };
}

function identity(t: TFunction, locale: Locale, dossier: DossierView): Element {
  const { siren, nic, ape, adresse, codePostal, ville, maitre, chefDeMission, offers } = dossier;
  const grouped = siren?.replace(/(\d{3})(?=\d)/g, '$1\u00a0');
  const place = [codePostal, ville].filter(Boolean).join(' ');
  const address = [adresse, place].filter(Boolean).join(', ');
  const services = offers.map(({ label, extension }) => {
    const key = extension === 'initialised' ? 'dossier.offerLine' : 'dossier.offerLineToDo';
    return t(key, { label: plain(label[locale]) });
  });
  return facts([
    nic ? [t('dossier.siret'), grouped && `${grouped}\u00a0${nic}`] : [t('dossier.siren'), grouped],
    [t('dossier.ape'), plain(ape)],
    [t('dossier.address'), address && plain(address)],
    [t('dossier.maitre'), maitre && plain(maitre)],
    [t('dossier.chef'), chefDeMission && plain(chefDeMission)],
    [t('dossier.offers'), services.join(', ') || t('dossier.noOffers')],
  ]);
}

function personRow(t: TFunction, locale: Locale, { dossierId }: DossierView, person: DossierPerson): Element {
  const { interlocuteurId, guest, services, isDirigeant, isActive } = person;
  const marks = [isDirigeant && t('dossier.dirigeant'), !isActive && t('dossier.inactive')].filter(Boolean);
  const name = [plain(personName(person)), marks.length > 0 && `(${marks.join(', ')})`].filter(Boolean).join(' ');
  const [first] = services;
  const opens = first
    ? button(t('offerButtons.seePlan'), 'plan.view', { dossierId, interlocuteurId, offer: first.offer })
    : button(t('buttons.see'), 'invitation.view', { dossierId, interlocuteurId });
  const teams = t('invitation.teamsStatus', { status: t(`status.${guest}`) });
  return row(name, [teams, ...services.map((one) => serviceText(t, locale, one))], opens);
}

/** One service of a person: in place, or the step where it is stuck and who must act. */
export function serviceText(t: TFunction, locale: Locale, { label, stuck }: DossierPerson['services'][number]): string {
  const name = plain(label[locale]);
  if (!stuck) return t('dossier.serviceDone', { label: name });
  return t('dossier.serviceStuck', { label: name, step: t(`plan.step.${stuck.key}`), who: whoText(t, stuck) }).trim();
}

function buttonsFor(t: TFunction, { dossierId, status, offers, imports, people }: DossierView): (Element | false)[] {
  if (status === 'left') return [button(t('dossier.reopen'), 'dossier.reopen', { dossierId })];
  if (status === 'leaving') return [button(t('dossier.exit'), 'exit.view', { dossierId })];
  return [
    button(t('offerButtons.propose'), 'plan.begin', { dossierId }, { style: 'positive' }),
    // Kept back until the bilan flash is ready (domain 111, 112).
    people.some(({ isDirigeant, isActive, guest }) => isDirigeant && isActive && guest === 'not-invited') &&
      button(t('dirigeantForm.invite'), 'dossier.invite-dirigeants', { dossierId }),
    button(t('dirigeantForm.add'), 'dirigeant.ask', { dossierId }),
    offers.length > 0 && button(t('offerButtons.endOnDossier'), 'offer.end-ask', { dossierId }),
    imports.total > 0 && button(t('dossier.seeImports'), 'dossier.imports', { dossierId }),
    button(t('dossier.exit'), 'exit.view', { dossierId }),
  ];
}
