/** Pure checks of what was typed on the invitation card; the dossier is looked up apart. */
import { z } from 'zod';
import { QUALITES } from '../../models/interlocuteur.ts';
import { normaliseEmail } from './normalise-email.ts';

export { QUALITES };

/** Exactly what was typed, kept so that nothing has to be typed twice. */
export const invitationFormSchema = z.object({
  dossier: text(200),
  dossierId: text(24),
  nom: text(400),
  prenom: text(400),
  email: text(1_000),
  qualite: text(40),
  mobile: text(100),
  message: text(10_000),
  teamId: text(100),
});

export type InvitationForm = z.infer<typeof invitationFormSchema>;
export type FormField = keyof InvitationForm;

/** Why a field is refused; its sentence is found under `form.faults`. */
export type FieldFault =
  | 'required'
  | 'too-long'
  | 'email-invalid'
  | 'qualite-invalid'
  | 'mobile-invalid'
  | 'dossier-none'
  | 'dossier-several'
  | 'team-unknown'
  | 'characters';

export type FormFaults = Partial<Record<FormField, FieldFault>>;

const nameSchema = z
  .string()
  .trim()
  .max(80, 'too-long')
  // Markup has no place in a name, and cards and mails must not have to fear it.
  .regex(/^[^<>\p{Cc}]*$/u, 'characters');

const formRules = z.object({
  nom: nameSchema.min(1, 'required'),
  prenom: nameSchema.transform((value) => value || undefined),
  email: z
    .string()
    .trim()
    .min(1, 'required')
    .transform((value, context) => {
      const address = normaliseEmail(value);
      if (!address) context.addIssue({ code: 'custom', message: 'email-invalid' });
      return address ?? '';
    }),
  qualite: z.string().min(1, 'required').pipe(z.enum(QUALITES, 'qualite-invalid')),
  mobile: z
    .string()
    .trim()
    // Numbers may be foreign, and many people give none (domain 54, 249).
    .regex(/^$|^\+?(?:[\s.()-]*\d){6,15}[\s.()-]*$/, 'mobile-invalid')
    // "+33 (0)6 …": the zero is for calls within the country only.
    .transform((value) => value.replace(/^(\+[\d\s.-]+)\(0\)/, '$1').replace(/[^\d+]/g, '') || undefined),
  message: z
    .string()
    .trim()
    .max(1_000, 'too-long')
    .transform((value) => value || undefined),
});

export type CheckedInvitation = z.infer<typeof formRules>;

/** Checks all the fields at once, so that every fault is shown in one go. */
export function checkInvitationForm(
  form: InvitationForm,
): { ok: true; value: CheckedInvitation } | { ok: false; faults: FormFaults } {
  const parsed = formRules.safeParse(form);
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults: FormFaults = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as FormField;
    faults[field] ??= issue.message as FieldFault;
  }
  return { ok: false, faults };
}

/** A field of the card: absent, null or odd values read as empty, an endless one is cut before it costs anything. */
function text(max: number) {
  return z.preprocess((value) => (typeof value === 'string' ? value.slice(0, max) : ''), z.string());
}
