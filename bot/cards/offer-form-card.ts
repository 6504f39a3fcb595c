import type { OfferFaults, OfferForm } from '../../workflows/offers/check-offer-form.ts';
import { CLIENT_RIGHTS } from '../../workflows/offers/client-rights-list.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, choices, type Element, faultLine, note, plain, textInput, title, toggle } from './parts.ts';

type OfferFormData = {
  locale: Locale;
  code: string;
  version: number;
  form: OfferForm;
  faults?: OfferFaults;
};

/** A service of the catalogue, to be edited by an administrateur. */
export function offerFormCard({ locale, code, version, form, faults = {} }: OfferFormData): Answer {
  const t = words(locale);
  const name = locale === 'fr' ? form.labelFr : form.labelEn;
  const summary = t('catalogue.editTitle', { offer: name || code });
  const isRequired = t('catalogue.faults.required');
  const fault = (field: keyof OfferForm): Element | undefined =>
    faults[field] && faultLine(t(`catalogue.faults.${faults[field]}`));
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('catalogue.editTitle', { offer: plain(name || code) })),
        textInput('labelFr', t('catalogue.labelFr'), form.labelFr, { maxLength: 40, isRequired }),
        fault('labelFr'),
        textInput('labelEn', t('catalogue.labelEn'), form.labelEn, { maxLength: 40, isRequired }),
        fault('labelEn'),
        textInput('descriptionFr', t('catalogue.descriptionFr'), form.descriptionFr, {
          ...{ maxLength: 400, isMultiline: true, isRequired },
        }),
        fault('descriptionFr'),
        textInput('descriptionEn', t('catalogue.descriptionEn'), form.descriptionEn, {
          ...{ maxLength: 400, isMultiline: true, isRequired },
        }),
        fault('descriptionEn'),
        textInput('downloadUrl', t('catalogue.downloadUrl'), form.downloadUrl, { maxLength: 300 }),
        fault('downloadUrl'),
        choices(
          'rights',
          t('catalogue.rightsChoice'),
          CLIENT_RIGHTS.map((right) => ({ title: t(`right.${right}`), value: right })),
          { value: form.rights, isMultiSelect: true },
        ),
        note(t('catalogue.rightsNote')),
        toggle('isPaid', t('catalogue.isPaid'), form.isPaid === 'true'),
        toggle('isPresent', t('catalogue.isPresent'), form.isPresent !== 'false'),
      ],
      buttons: [
        button(
          t('offerButtons.save'),
          'offer.edit',
          { code, version },
          { style: 'positive', associatedInputs: 'auto' },
        ),
        button(t('offerButtons.back'), 'command.run', { command: 'list-offers' }),
      ],
    }),
  };
}
