import { luhnSum } from './luhn-sum.ts';

const LA_POSTE = '356000000';

/** Whether the fourteen digits of a SIRET (SIREN then NIC) hold together. */
export function isSiretSumValid(siren: string, nic: string): boolean {
  const siret = siren + nic;
  if (luhnSum(siret) % 10 === 0) return true;
  // La Poste has more establishments than Luhn leaves it numbers: their plain sum is a multiple of 5 instead. Its head
  // office still satisfies Luhn.
  return siren === LA_POSTE && [...siret].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}
