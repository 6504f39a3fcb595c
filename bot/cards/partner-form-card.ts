import type { PartnerForm, PartnerFormFaults } from '../../workflows/partners/check-partner-form.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { dossierChoices } from './interlocuteur-form-fields.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { button, card, choices, faultLine, note, paragraph, plain, shorten, textInput, title } from './parts.ts';

type PartnerFormData = {
  locale: Locale;
  form: PartnerForm;
  faults?: PartnerFormFaults;
  choices?: { dossiers: DossierChoice[]; hasMore: boolean };
  /** The partner that is modified; `kept` of its dossiers are too many to be listed, and stay when none is typed. */
  modifies?: { partnerId: string; version: number; name: string; kept?: number };
};

/** A partner application to come, or one that is modified: its name, and which dossiers it may reach (domain 169). */
export function partnerFormCard({ locale, form, faults = {}, modifies, ...data }: PartnerFormData): Answer {
  const t = words(locale);
  const found = faults.dossiers;
  const summary = modifies ? t('partnerForm.editSummary') : t('partnerForm.createTitle');
  const heading = modifies ? t('partnerForm.editTitle', { name: plain(shorten(modifies.name, 120)) }) : summary;
  const sends = { style: 'positive', associatedInputs: 'auto' } as const;
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(heading),
        !modifies && paragraph(t('partnerForm.intro'), { isSubtle: true }),
        textInput('name', t('partnerForm.name'), form.name, {
          ...{ maxLength: 60, placeholder: t('partnerForm.namePlaceholder') },
          isRequired: t('partnerForm.faults.name-invalid'),
        }),
        faults.name && faultLine(t(`partnerForm.faults.${faults.name}`)),
        choices(
          ...(['reach', t('partnerForm.reach')] as const),
          [
            { title: t('partnerForm.reachSome'), value: 'dossiers' },
            { title: t('partnerForm.reachAll'), value: 'all' },
          ],
          { value: form.reach, isRequired: t('partnerForm.faults.reach-missing') },
        ),
        faults.reach && faultLine(t(`partnerForm.faults.${faults.reach}`)),
        textInput('dossiers', t('partnerForm.dossiers'), form.dossiers, {
          ...{ maxLength: 2_000, isMultiline: true, placeholder: t('interlocuteurForm.dossiersPlaceholder') },
        }),
        found && faultLine(t(`partnerForm.faults.${found.fault}`, { dossier: plain(shorten(found.typed, 120)) })),
        ...dossierChoices(t, data.choices, form.dossierIds),
        modifies?.kept !== undefined && note(t('partnerForm.keptNote', { count: modifies.kept })),
      ],
      buttons: modifies
        ? [
            button(t('partnerForm.save'), 'partner.edit', idsOf(modifies), sends),
            button(t('buttons.back'), 'partner.view', { partnerId: modifies.partnerId }),
          ]
        : [
            button(t('partnerForm.create'), 'partner.create', {}, sends),
            button(t('buttons.cancel'), 'command.run', { command: 'list-partners' }),
          ],
    }),
  };
}

function idsOf({ partnerId, version }: { partnerId: string; version: number }) {
  return { partnerId, version };
}
