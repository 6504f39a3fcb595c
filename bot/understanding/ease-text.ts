/**
 * A sentence as people mean it, with its commas: no accents, no case, apostrophes as spaces, single spaces, no full
 * stop. `foldText` takes the commas as well, which tell one dossier from the next.
 */
export function easeText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'`]/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/[\s.!?…]+$/, '')
    .trim();
}
