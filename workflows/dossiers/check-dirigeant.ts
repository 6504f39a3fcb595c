/** Pure checks of a company's contact, who is its dirigeant (domain 15). */
import { readPhone } from '../identifiers/read-phone.ts';
import { normaliseEmail } from '../invitations/normalise-email.ts';

export type DirigeantField = 'nom' | 'prenom' | 'email' | 'mobile';
export type DirigeantFault =
  | ('too-long' | 'characters')
  | ('dirigeant-nom-required' | 'dirigeant-email-required')
  | ('email-invalid' | 'phone-invalid');

export type CheckedDirigeant = { nom: string; prenom?: string; email: string; mobile?: string };

/**
 * A dirigeant is nobody at all, or somebody with a name and an address: the address is what tells people apart
 * (domain 55), so that nobody could be recorded without.
 */
export function checkDirigeant(typed: Record<DirigeantField, string>): {
  dirigeant?: CheckedDirigeant;
  faults: Partial<Record<DirigeantField, DirigeantFault>>;
} {
  const faults: Partial<Record<DirigeantField, DirigeantFault>> = {};
  if (!Object.values(typed).some(Boolean)) return { faults };
  for (const field of ['nom', 'prenom'] as const) {
    if (typed[field].length > 80) faults[field] = 'too-long';
    else if (!/^[^<>\p{Cc}]*$/u.test(typed[field])) faults[field] = 'characters';
  }
  if (!typed.nom) faults.nom = 'dirigeant-nom-required';
  const email = typed.email ? normaliseEmail(typed.email) : undefined;
  if (!email) faults.email = typed.email ? 'email-invalid' : 'dirigeant-email-required';
  const mobile = typed.mobile ? readPhone(typed.mobile) : undefined;
  if (mobile && !mobile.ok) faults.mobile = mobile.fault;
  if (!email || Object.keys(faults).length > 0) return { faults };
  const { nom, prenom } = typed;
  return { faults, dirigeant: { nom, email, ...(prenom && { prenom }), ...(mobile?.ok && { mobile: mobile.value }) } };
}
