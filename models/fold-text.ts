/**
 * Text reduced to what people mean when they type it: no accents, no case, apostrophes and punctuation as spaces,
 * single spaces. Codes keep their hyphens, which tell one dossier from another.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9@.+_-]+/g, ' ')
    .trim();
}
