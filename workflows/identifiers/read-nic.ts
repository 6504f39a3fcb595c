import { isSiretSumValid } from './is-siret-sum-valid.ts';
import type { Reading } from './reading.ts';
import { stripSeparators } from './strip-separators.ts';

export type NicFault = 'nic-invalid' | 'nic-without-siren' | 'nic-checksum';

/**
 * The NIC, which tells one establishment of a company from another: five digits (domain 107) that are checked together
 * with the SIREN, as its SIRET.
 *
 * @param siren already read; a NIC means nothing without it.
 * @returns the five digits alone, or `nic-invalid` when they are not five, `nic-without-siren`, or `nic-checksum` when
 *   they cannot belong to this SIREN.
 */
export function readNic(typed: string, siren?: string): Reading<NicFault> {
  const value = stripSeparators(typed);
  if (!/^\d{5}$/.test(value)) return { ok: false, fault: 'nic-invalid' };
  if (!siren) return { ok: false, fault: 'nic-without-siren' };
  if (!isSiretSumValid(siren, value)) return { ok: false, fault: 'nic-checksum' };
  return { ok: true, value };
}
