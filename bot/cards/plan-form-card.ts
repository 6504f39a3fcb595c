import type { TFunction } from 'i18next';
import {
  NEW_PERSON,
  type PlanField,
  type PlanForm,
  type ResolvedPlan,
} from '../../workflows/offers/resolve-plan-form.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import {
  button,
  card,
  choices,
  type Element,
  facts,
  faultLine,
  paragraph,
  plain,
  shorten,
  textInput,
  title,
  toggle,
} from './parts.ts';

type PlanFormData = {
  locale: Locale;
  draftId: string;
  form: PlanForm;
  resolved: ResolvedPlan;
  /** Set once something was submitted: what is missing is then a fault, not a question. */
  isSubmitted?: boolean;
  /** Everything can be typed again, not only what is missing. */
  showsAll?: boolean;
};

/** Asks only what is missing; what is known is shown as read. One card, kept in a draft. */
export function planFormCard(data: PlanFormData): Answer {
  const { locale, draftId, resolved, isSubmitted, showsAll } = data;
  const t = words(locale);
  const isFaulty = isSubmitted && Object.keys(resolved.faults).length > 0;
  return {
    summary: t('planForm.title'),
    card: card({
      speak: t('planForm.title'),
      body: [
        title(t('planForm.title')),
        isFaulty
          ? paragraph(t('planForm.faulty'), { color: 'Attention', weight: 'Bolder' })
          : paragraph(t('planForm.intro'), { isSubtle: true }),
        known(t, data),
        ...offerField(t, data),
        ...dossierField(t, data),
        ...personFields(t, data),
        ...subscriptionField(t, data),
      ],
      buttons: [
        button(t('offerButtons.startAll'), 'plan.submit', { draftId }, { style: 'positive', associatedInputs: 'auto' }),
        !showsAll && button(t('offerButtons.editEntries'), 'plan.edit', { draftId }),
        button(t('offerButtons.drop'), 'plan.drop', { draftId }),
      ],
    }),
  };
}

/** What was understood, for the person to check. */
function known(t: TFunction, { locale, form, resolved, showsAll }: PlanFormData): Element | false {
  if (showsAll) return false;
  const { offer, dossier, person, faults } = resolved;
  const newcomer = personName({ prenom: form.prenom, nom: form.nom });
  const isAsked = (field: PlanField) => Boolean(faults[field]);
  const who = person ? personName(person) : isAsked('nom') ? '' : newcomer;
  const email = person?.email ?? (isAsked('email') ? '' : form.email.trim());
  return facts([
    [t('planForm.offer'), offer?.label?.[locale] && plain(offer.label[locale])],
    [t('invitation.dossier'), dossier && plain(`${dossier.code} · ${dossier.raisonSociale}`)],
    [t('planForm.person'), who && plain(who)],
    [t('invitation.email'), email && plain(email)],
  ]);
}

function faultOf(t: TFunction, { resolved, isSubmitted, form }: PlanFormData, field: PlanField): Element | undefined {
  const fault = resolved.faults[field];
  if (!fault) return undefined;
  // A mere gap is a question at first; what cannot be guessed from the empty field is said from the beginning.
  if (!isSubmitted && (fault === 'required' || fault === 'subscription-required')) return undefined;
  return faultLine(t(`planForm.faults.${fault}`, { dossier: plain(form.dossier) }));
}

function offerField(t: TFunction, data: PlanFormData): (Element | undefined)[] {
  const { locale, form, resolved, showsAll } = data;
  if (!showsAll && resolved.offer) return [];
  const present = resolved.catalogue.filter(({ isPresent }) => isPresent);
  const options = present.map(({ code, label, isPaid }) => {
    const price = t(isPaid ? 'catalogue.paid' : 'catalogue.free');
    return { title: t('planAct.offerLine', { label: label?.[locale] ?? code, price }), value: code };
  });
  return [
    choices('offer', t('planForm.offer'), options, { value: form.offer, isRequired: t('planForm.faults.required') }),
    faultOf(t, data, 'offer'),
  ];
}

function dossierField(t: TFunction, data: PlanFormData): (Element | undefined)[] {
  const { form, resolved, showsAll } = data;
  const { dossierMatch, dossier } = resolved;
  if (!showsAll && dossier) return [];
  const isSeveral = dossierMatch?.kind === 'several';
  const options = isSeveral
    ? dossierMatch.dossiers.map(({ _id, code, raisonSociale }) => ({
        title: shorten(`${code} · ${raisonSociale}`, 100),
        value: String(_id),
      }))
    : [];
  return [
    textInput('dossier', t('form.dossier'), form.dossier, {
      placeholder: t('form.dossierPlaceholder'),
      maxLength: 100,
      isRequired: t('planForm.faults.required'),
    }),
    faultOf(t, data, 'dossier'),
    isSeveral ? choices('dossierId', t('form.dossierChoice'), options, { value: form.dossierId }) : undefined,
    isSeveral && dossierMatch.hasMore
      ? paragraph(t('form.moreDossiers'), { size: 'Small', isSubtle: true, spacing: 'None' })
      : undefined,
  ];
}

function personFields(t: TFunction, data: PlanFormData): (Element | undefined)[] {
  const { form, resolved, showsAll } = data;
  const { person, faults, choices: people } = resolved;
  const asks = (field: PlanField) => showsAll || Boolean(faults[field]);
  if (people && people.length > 0) {
    const options = people.map(({ interlocuteurId, email, ...one }) => ({
      title: shorten(`${personName(one)} · ${email}`, 120),
      value: interlocuteurId,
    }));
    options.push({ title: t('planForm.newPerson'), value: NEW_PERSON });
    const value = form.interlocuteurId;
    return [
      choices('interlocuteurId', t('planForm.personChoice'), options, { value }),
      faultOf(t, data, 'interlocuteurId'),
    ];
  }
  if (person && !showsAll) return [];
  return [
    ...(asks('prenom')
      ? [textInput('prenom', t('form.prenom'), form.prenom, { maxLength: 80 }), faultOf(t, data, 'prenom')]
      : []),
    ...(asks('nom')
      ? [
          textInput('nom', t('form.nom'), form.nom, { maxLength: 80, isRequired: t('planForm.faults.required') }),
          faultOf(t, data, 'nom'),
        ]
      : []),
    ...(asks('email')
      ? [
          textInput('email', t('form.email'), form.email, {
            ...{ placeholder: t('form.emailPlaceholder'), style: 'Email', maxLength: 254 },
            isRequired: t('planForm.faults.required'),
          }),
          faultOf(t, data, 'email'),
        ]
      : []),
    ...(asks('qualite') && !person
      ? [
          choices(
            'qualite',
            t('form.qualite'),
            (['direction-tpe', 'administratif-tpe'] as const).map((value) => ({ title: t(`qualite.${value}`), value })),
            { value: form.qualite, isRequired: t('form.faults.qualite-invalid') },
          ),
          faultOf(t, data, 'qualite'),
        ]
      : []),
  ];
}

function subscriptionField(t: TFunction, data: PlanFormData): (Element | undefined)[] {
  const { locale, resolved, form } = data;
  const { offer, asksSubscription } = resolved;
  if (!asksSubscription || !offer) return [];
  const label = plain(offer.label?.[locale] ?? offer.code);
  return [
    toggle('subscription', t('plan.subscription', { offer: label }), form.subscription === 'true'),
    faultOf(t, data, 'subscription'),
  ];
}
