/** AAAAMMJJ as accountants write it, in both languages: 31/12/2024. */
export function dayText(date: number): string {
  return String(date)
    .padStart(8, '0')
    .replace(/^(\d{4})(\d{2})(\d{2})$/, '$3/$2/$1');
}

/** AAAAMMJJ as a field for dates holds it: 2024-12-31. */
export function isoDay(date: number): string {
  return String(date)
    .padStart(8, '0')
    .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
