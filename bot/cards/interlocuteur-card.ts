import type { TFunction } from 'i18next';
import type { GuestState } from '../../models/interlocuteur.ts';
import { countryName } from '../../workflows/identifiers/read-country.ts';
import { formatPhone } from '../../workflows/identifiers/read-phone.ts';
import type { InterlocuteurView, NextStep } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import {
  banner,
  button,
  card,
  type Element,
  execute,
  facts,
  note,
  paragraph,
  plain,
  row,
  shorten,
  title,
} from './parts.ts';

/** Said once, right after an act. */
export const INTERLOCUTEUR_REMARKS = [
  ...(['created', 'revived', 'linked', 'known', 'modified', 'email-corrected', 'unchanged', 'deactivated'] as const),
  ...(['reactivated', 'removed', 'unlinked', 'access-closed', 'already-linked', 'invited', 'stale-click'] as const),
] as const;
export type InterlocuteurRemark = (typeof INTERLOCUTEUR_REMARKS)[number];

type InterlocuteurCardData = { locale: Locale; person: InterlocuteurView; remark?: InterlocuteurRemark };

const GROUND = {
  'not-invited': 'emphasis',
  inviting: 'accent',
  pending: 'warning',
  accepted: 'good',
  refused: 'attention',
  removed: 'emphasis',
} as const satisfies Record<GuestState, string>;
const MOST_DOSSIERS = 8;

/** Somebody at a client company: who they are, their dossiers and services, and where they are stuck. */
export function interlocuteurCard({ locale, person: view, remark }: InterlocuteurCardData): Answer {
  const t = words(locale);
  const { interlocuteurId, dossiers, status, isRemoved, isActive } = view;
  const name = personName(view.person);
  const state = isRemoved ? t('interlocuteur.removed') : isActive ? t(`status.${status}`) : t('interlocuteur.inactive');
  const summary = t('interlocuteur.summary', { person: name, status: state });
  return {
    summary,
    shows: {
      ...{ kind: 'interlocuteur', refs: { interlocuteurId } },
      watches: [interlocuteurId, ...dossiers.map(({ dossierId }) => dossierId)],
    },
    card: card({
      speak: summary,
      refresh: execute('interlocuteur.view', { interlocuteurId }),
      body: [
        title(plain(name)),
        isRemoved || !isActive ? banner(state, 'attention') : undefined,
        !isRemoved && banner(t('invitation.teamsStatus', { status: t(`status.${status}`) }), GROUND[status]),
        remark && paragraph(t(`interlocuteur.remark.${remark}`)),
        isRemoved && note(t('interlocuteur.removedNote')),
        view.withdrawal && note(t(`invitation.withdrawal.${view.withdrawal}`)),
        ...nextLines(t, locale, view),
        personFacts(t, locale, view),
        ...dossierRows(t, locale, view),
      ],
      buttons: buttonsFor(t, view),
    }),
  };
}

function nextLines(t: TFunction, locale: Locale, { next, isRemoved }: InterlocuteurView): Element[] {
  if (isRemoved) return [];
  if (!next) return [note(t('interlocuteur.next.none'))];
  const text = [becauseText(t, next), whoText(t, next)].filter(Boolean).join(' ');
  const { dossierCode, label } = next;
  const about =
    dossierCode && label
      ? t('interlocuteur.next.about', { dossier: plain(dossierCode), label: plain(label[locale]), text })
      : text;
  return [
    paragraph(t('interlocuteur.next.title'), { weight: 'Bolder', spacing: 'Medium' }),
    paragraph(about, { spacing: 'None' }),
  ];
}

function becauseText(t: TFunction, { because, refusal }: NextStep): string {
  if (refusal) return t(`errors.${refusal}`);
  if (because === 'no-service' || because === 'not-linked' || because === 'inactive') {
    return t(`interlocuteur.next.${because}`);
  }
  return t(`plan.because.${because}`);
}

/** Whose turn it is; nothing when it is ours. */
function whoText(t: TFunction, { who }: NextStep): string {
  return who === 'relais' ? '' : t(`plan.who.${who}`);
}

function personFacts(t: TFunction, locale: Locale, { person, isActive }: InterlocuteurView): Element {
  const { email, qualite, roleOrganisationnel, mobile, fixe, notes, accesSocial, comptePersonnelMicrosoft } = person;
  const { adresse1, adresse2, adresse3, codePostal, commune, pays } = person;
  const place = [codePostal, commune].filter(Boolean).join(' ');
  const address = [adresse1, adresse2, adresse3, place, pays && countryName(pays, locale)].filter(Boolean).join(', ');
  const yesNo = (value: boolean) => t(value ? 'interlocuteur.yes' : 'interlocuteur.no');
  return facts([
    [t('interlocuteur.email'), plain(email)],
    [t('interlocuteur.qualite'), t(`qualiteShort.${qualite}`)],
    [t('interlocuteur.role'), roleOrganisationnel && plain(roleOrganisationnel)],
    [t('interlocuteur.mobile'), mobile && plain(formatPhone(mobile))],
    [t('interlocuteur.fixe'), fixe && plain(formatPhone(fixe))],
    [t('interlocuteur.address'), address && plain(address)],
    [t('interlocuteur.notes'), notes && plain(shorten(notes, 300))],
    [t('interlocuteur.accesSocial'), yesNo(accesSocial)],
    [t('interlocuteur.actif'), yesNo(isActive)],
    [t('interlocuteur.comptePersonnel'), yesNo(comptePersonnelMicrosoft)],
  ]);
}

function dossierRows(t: TFunction, locale: Locale, { dossiers, isRemoved }: InterlocuteurView): (Element | false)[] {
  if (isRemoved) return [];
  const hidden = dossiers.length - MOST_DOSSIERS;
  return [
    paragraph(t('interlocuteur.dossiers'), { weight: 'Bolder', spacing: 'Medium' }),
    dossiers.length === 0 && note(t('interlocuteur.noDossiers')),
    ...dossiers.slice(0, MOST_DOSSIERS).map(({ dossierId, code, raisonSociale, isDirigeant, services }) => {
      const heading = plain(shorten(`${code} · ${raisonSociale}`, 100));
      const opened = services.map(({ label, status }) =>
        t(`interlocuteur.service.${status}`, { label: plain(shorten(label[locale], 40)) }),
      );
      return row(
        isDirigeant ? `${heading} (${t('interlocuteur.dirigeant')})` : heading,
        [opened.join(', ') || t('interlocuteur.noServices')],
        button(t('dossier.see'), 'dossier.view', { dossierId }),
      );
    }),
    hidden > 0 && note(t('interlocuteur.moreDossiers', { count: hidden })),
  ];
}

function buttonsFor(t: TFunction, view: InterlocuteurView): (Element | false)[] {
  const { interlocuteurId, version, generation, status, isActive, isRemoved, dossiers } = view;
  if (isRemoved) return [button(t('interlocuteur.buttons.list'), 'interlocuteurs.view', {})];
  const ref = { interlocuteurId };
  const isNew = status === 'not-invited' || status === 'removed';
  const latest = dossiers.at(-1);
  return [
    isNew && isActive
      ? button(t('interlocuteur.buttons.invite'), 'interlocuteur.invite', { ...ref, generation }, { style: 'positive' })
      : !isNew &&
        latest !== undefined &&
        button(t('buttons.see'), 'invitation.view', { ...ref, dossierId: latest.dossierId }),
    button(t('interlocuteur.buttons.modify'), 'interlocuteur.modify', ref),
    button(t('interlocuteur.buttons.link'), 'interlocuteur.link-ask', ref),
    dossiers.length > 0 && button(t('interlocuteur.buttons.unlink'), 'interlocuteur.unlink-ask', ref),
    isActive
      ? button(t('interlocuteur.buttons.deactivate'), 'interlocuteur.deactivate-ask', ref)
      : button(t('interlocuteur.buttons.reactivate'), 'interlocuteur.reactivate', { ...ref, version }),
    button(t('interlocuteur.buttons.remove'), 'interlocuteur.remove-ask', ref),
  ];
}
