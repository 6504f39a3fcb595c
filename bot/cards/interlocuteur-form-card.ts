import type { TFunction } from 'i18next';
import { formatPhone } from '../../workflows/identifiers/read-phone.ts';
import type {
  CheckedForm,
  InterlocuteurFault,
  InterlocuteurForm,
} from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { mainFields, moreFields } from './interlocuteur-form-fields.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { button, card, type Element, facts, note, paragraph, plain, shorten, title } from './parts.ts';

export type InterlocuteurFormData = {
  locale: Locale;
  draftId: string;
  form: InterlocuteurForm;
  checked: CheckedForm;
  dossiers: {
    found: DossierChoice[];
    fault?: { fault: InterlocuteurFault; typed: string };
    choices?: { dossiers: DossierChoice[]; hasMore: boolean };
  };
  /** Set for a record that exists: whose, and whether their address is an invited one (domain 37). */
  modifies?: { person: string; isInvited: boolean };
  /** What is missing is a fault once something was submitted, and a question before. */
  isSubmitted?: boolean;
  /** Everything can be typed again, not only what is missing. */
  showsAll?: boolean;
  /** The record was changed by somebody else meanwhile. */
  isStale?: boolean;
};

/** Asks only what is missing; what is known is shown as read. One card, kept in a draft; the rest is a click away. */
export function interlocuteurFormCard(data: InterlocuteurFormData): Answer {
  const { locale, draftId, checked, dossiers, modifies, isSubmitted, isStale } = data;
  const t = words(locale);
  const name = modifies
    ? t('interlocuteurForm.modifyTitle', { person: modifies.person })
    : t('interlocuteurForm.addTitle');
  const isFaulty = isSubmitted && (Object.keys(checked.faults).length > 0 || dossiers.fault);
  const all = data.showsAll || undefined;
  return {
    summary: name,
    card: card({
      speak: name,
      body: [
        title(modifies ? t('interlocuteurForm.modifyTitle', { person: plain(modifies.person) }) : name),
        isStale && paragraph(t('interlocuteurForm.stale'), { color: 'Attention', weight: 'Bolder' }),
        isFaulty
          ? paragraph(t('interlocuteurForm.faulty'), { color: 'Attention', weight: 'Bolder' })
          : paragraph(introOf(t, data), { isSubtle: true }),
        knownFacts(t, data),
        !checked.isRoleKnown &&
          note(
            t('interlocuteurForm.roleUnknown', { role: plain(shorten(checked.value.roleOrganisationnel ?? '', 120)) }),
          ),
        ...mainFields(t, data),
        moreFields(t, data),
      ],
      buttons: [
        button(t('interlocuteurForm.save'), 'interlocuteur.save', { draftId, all }, { ...SUBMIT }),
        { type: 'Action.ToggleVisibility', title: t('interlocuteurForm.more'), targetElements: ['more'] },
        !data.showsAll && hasFacts(data) && button(t('interlocuteurForm.edit'), 'interlocuteur.edit', { draftId }),
        button(t('interlocuteurForm.drop'), 'interlocuteur.drop', { draftId }),
      ],
    }),
  };
}

const SUBMIT = { style: 'positive', associatedInputs: 'auto' } as const;

function introOf(t: TFunction, data: InterlocuteurFormData): string {
  const { modifies, checked, dossiers } = data;
  if (modifies) return t('interlocuteurForm.modifyIntro');
  if (!hasFacts(data)) return t('interlocuteurForm.blank');
  const isReady = Object.keys(checked.faults).length === 0 && !dossiers.fault;
  return t(isReady ? 'interlocuteurForm.ready' : 'interlocuteurForm.intro');
}

/** Whether anything is known that does not stand open in its field. */
function hasFacts({ checked, dossiers }: InterlocuteurFormData): boolean {
  const { nom, prenom, email, qualite, mobile } = checked.value;
  return [nom, prenom, email, qualite, mobile].some(Boolean) || dossiers.found.length > 0;
}

/** What was understood, for the person to check. */
function knownFacts(t: TFunction, data: InterlocuteurFormData): Element | false {
  const { checked, dossiers, showsAll } = data;
  if (showsAll || !hasFacts(data)) return false;
  const { nom, prenom, email, qualite, roleOrganisationnel, mobile } = checked.value;
  const role = roleOrganisationnel ? ` (${plain(roleOrganisationnel)})` : '';
  const known: [string, string | undefined][] = [
    [t('interlocuteurForm.name'), nom && plain(personName({ nom, prenom }))],
    [t('interlocuteur.email'), email && plain(email)],
    [t('interlocuteur.qualite'), qualite && `${t(`qualiteShort.${qualite}`)}${role}`],
    [t('interlocuteur.mobile'), mobile && plain(formatPhone(mobile))],
    [
      t('interlocuteur.dossiers'),
      dossiers.found.map(({ code, raisonSociale }) => plain(shorten(`${code} · ${raisonSociale}`, 80))).join(', '),
    ],
  ];
  return facts(known);
}
