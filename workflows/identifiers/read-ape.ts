import type { Reading } from './reading.ts';
import { stripSeparators } from './strip-separators.ts';

/**
 * The code APE (or NAF) of an activity: four digits and a letter (domain 108), also typed as '70.22Z' or '70.22 z'.
 * Whether the nomenclature holds it is not checked: it changes, and another one is due.
 *
 * @returns '7022Z', or `ape-invalid`.
 */
export function readApe(typed: string): Reading<'ape-invalid'> {
  const value = stripSeparators(typed).toUpperCase();
  return /^\d{4}[A-Z]$/.test(value) ? { ok: true, value } : { ok: false, fault: 'ape-invalid' };
}
