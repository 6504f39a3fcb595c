import { luhnSum } from './luhn-sum.ts';
import type { Reading } from './reading.ts';
import { stripSeparators } from './strip-separators.ts';

export type SirenFault = 'siren-invalid' | 'siren-checksum';

/**
 * The SIREN of a company: nine digits (domain 106), the last of which makes the Luhn sum a multiple of 10.
 *
 * @returns the nine digits alone, or `siren-invalid` when they are not nine, `siren-checksum` when one is mistyped.
 */
export function readSiren(typed: string): Reading<SirenFault> {
  const value = stripSeparators(typed);
  // Nine zeros satisfy Luhn, and are what people type to get past a mandatory field.
  if (!/^\d{9}$/.test(value) || value === '000000000') return { ok: false, fault: 'siren-invalid' };
  if (luhnSum(value) % 10 !== 0) return { ok: false, fault: 'siren-checksum' };
  return { ok: true, value };
}

/** '732829320' as it is shown: '732 829 320' (domain 106). */
export function formatSiren(siren: string): string {
  return siren.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3');
}
