/** The name of a partner application, by which the firm knows it (domain 167, 169). */
import { z } from 'zod';
import { foldText } from '../../models/fold-text.ts';

export const LONGEST_PARTNER_NAME = 60;

/** As typed, tidied; characters that break lines or look like tags are refused. */
export const partnerName = z
  .string('doit être un texte')
  .overwrite((text) => text.replace(/\s+/g, ' ').trim())
  .min(1, 'doit être renseigné')
  .max(LONGEST_PARTNER_NAME, `doit compter ${LONGEST_PARTNER_NAME} caractères au plus`)
  .regex(/^[^<>\p{C}]*$/u, 'contient des caractères qui ne sont pas admis');

/** Two partners may not differ by case, accents or punctuation alone. A name in another alphabet folds to itself. */
export function partnerNameKey(name: string): string {
  return foldText(name) || name.toLowerCase();
}
