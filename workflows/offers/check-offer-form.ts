/** Pure checks of a service of the catalogue as an administrateur edits it. */
import { z } from 'zod';
import { CLIENT_RIGHTS, type OfferRecord } from '../../models/offer.ts';

const typed = (most: number) =>
  z.preprocess((value) => (typeof value === 'string' ? value.slice(0, most) : ''), z.string());

/** As typed on the card. */
export const offerFormSchema = z.object({
  labelFr: typed(100),
  labelEn: typed(100),
  descriptionFr: typed(1_000),
  descriptionEn: typed(1_000),
  downloadUrl: typed(1_000),
  isPaid: typed(10),
  isPresent: typed(10),
  /** Comma separated, as a multiple choice sends them. */
  rights: typed(400),
});
export type OfferForm = z.infer<typeof offerFormSchema>;
export type OfferFault = 'required' | 'too-long' | 'characters' | 'url-invalid';
export type OfferFaults = Partial<Record<keyof OfferForm, OfferFault>>;

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'required')
    .max(most, 'too-long')
    .regex(/^[^<>\p{Cc}]*$/u, 'characters');

const rules = z.object({
  labelFr: words(40),
  labelEn: words(40),
  descriptionFr: words(400),
  descriptionEn: words(400),
  downloadUrl: z
    .string()
    .trim()
    .refine((value) => value === '' || (URL.canParse(value) && new URL(value).protocol === 'https:'), 'url-invalid'),
});

export type CheckedOffer = {
  label: { fr: string; en: string };
  description: { fr: string; en: string };
  downloadUrl?: string;
  isPaid: boolean;
  isPresent: boolean;
  rights: (typeof CLIENT_RIGHTS)[number][];
};

/** Checks all the fields at once, so that every fault is shown in one go. */
export function checkOfferForm(
  form: OfferForm,
): { ok: true; value: CheckedOffer } | { ok: false; faults: OfferFaults } {
  const parsed = rules.safeParse(form);
  if (!parsed.success) {
    const faults: OfferFaults = {};
    for (const { path, message } of parsed.error.issues) faults[path[0] as keyof OfferForm] ??= message as OfferFault;
    return { ok: false, faults };
  }
  const { labelFr, labelEn, descriptionFr, descriptionEn, downloadUrl } = parsed.data;
  const chosen = form.rights.split(',').map((right) => right.trim());
  return {
    ok: true,
    value: {
      label: { fr: labelFr, en: labelEn },
      description: { fr: descriptionFr, en: descriptionEn },
      ...(downloadUrl && { downloadUrl }),
      isPaid: form.isPaid === 'true',
      isPresent: form.isPresent !== 'false',
      rights: CLIENT_RIGHTS.filter((right) => chosen.includes(right)),
    },
  };
}

/** A service as the card gives it back for editing. */
export function toOfferForm({ label, description, downloadUrl, isPaid, isPresent, rights }: OfferRecord): OfferForm {
  return {
    ...{ labelFr: label?.fr ?? '', labelEn: label?.en ?? '' },
    ...{ descriptionFr: description?.fr ?? '', descriptionEn: description?.en ?? '' },
    ...{ downloadUrl: downloadUrl ?? '', isPaid: String(isPaid), isPresent: String(isPresent) },
    rights: rights.join(','),
  };
}
