import { type NicFault, readNic } from './read-nic.ts';
import { readSiren, type SirenFault } from './read-siren.ts';
import type { Reading } from './reading.ts';
import { stripSeparators } from './strip-separators.ts';

export type SiretFault = 'siret-invalid' | SirenFault | NicFault;

/**
 * The SIRET that people have at hand (fourteen digits), split into the two fields that are kept (domain 106, 107).
 *
 * @returns `siret-invalid` when there are not fourteen digits, else the fault of the part that is wrong.
 */
export function readSiret(typed: string): Reading<SiretFault, { siren: string; nic: string }> {
  const digits = stripSeparators(typed);
  if (!/^\d{14}$/.test(digits)) return { ok: false, fault: 'siret-invalid' };
  const siren = readSiren(digits.slice(0, 9));
  if (!siren.ok) return siren;
  const nic = readNic(digits.slice(9), siren.value);
  if (!nic.ok) return nic;
  return { ok: true, value: { siren: siren.value, nic: nic.value } };
}
