import type { Existing } from '../../workflows/dossiers/find-existing.ts';
import { formatSiren } from '../../workflows/identifiers/read-siren.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { banner, button, card, facts, note, paragraph, plain, title } from './parts.ts';

type ExistingData = { locale: Locale; draftId: string; existing: Existing };

/** A code or a SIREN that is there already: the dossier that has it, and nothing made. */
export function existingDossierCard({ locale, draftId, existing: { dossier, by } }: ExistingData): Answer {
  const t = words(locale);
  const { code, raisonSociale, siren, ape, codePostal, ville, status } = dossier;
  const summary = t('dossierForm.existsSummary', { code, name: raisonSociale });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('dossierForm.existsTitle')),
        banner(t(by === 'siren' ? 'dossierForm.existsBySiren' : 'dossierForm.existsByCode'), 'warning'),
        paragraph(`${plain(code)} · ${plain(raisonSociale)}`, { weight: 'Bolder' }),
        facts([
          [t('dossierForm.siren'), siren && formatSiren(siren)],
          [t('dossierForm.ape'), ape],
          [t('dossierForm.ville'), plain([codePostal, ville].filter(Boolean).join(' '))],
          [t('dossierForm.statusLabel'), status === 'active' ? undefined : t(`dossier.state.${status}`)],
        ]),
        note(t('dossierForm.existsNote')),
      ],
      buttons: [
        button(t('dossierForm.open'), 'dossier.view', { dossierId: String(dossier._id) }, { style: 'positive' }),
        button(t('dossierForm.correct'), 'dossier.edit', { draftId }),
        button(t('buttons.cancel'), 'dossier.drop', { draftId }),
      ],
    }),
  };
}
