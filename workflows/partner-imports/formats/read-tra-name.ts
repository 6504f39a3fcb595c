/** `00123_31122024.TRA`: number of the dossier, closing date (domain 200). */
const NAME = /^(.+)_(\d{8}|\d{6})$/;
const FIRST_YEAR = 1950;
const LAST_YEAR = 2099;

/**
 * What the name of a TRA says: the dossier's number and the closing date as AAAAMMJJ, which people write JJMMAAAA, AAAAMMJJ
 * or JJMMAA. No eight digits are both of the first two for years from 1950 to 2099.
 */
export function readTraName(fileName: string): { folder: string; closing: number } | undefined {
  const base = (fileName.split(/[/\\]/).at(-1) ?? '').slice(0, 255).replace(/(\.\w{1,4})+$/, '');
  const [, folder = '', digits = ''] = NAME.exec(base) ?? [];
  if (digits === '') return undefined;
  const parts = (from: number, to: number) => Number(digits.slice(from, to));
  const closing =
    digits.length === 6
      ? dayOf(2000 + parts(4, 6), parts(2, 4), parts(0, 2))
      : dayOf(parts(4, 8), parts(2, 4), parts(0, 2)) || dayOf(parts(0, 4), parts(4, 6), parts(6, 8));
  return closing === 0 ? undefined : { folder, closing };
}

/** AAAAMMJJ, 0 for what is no day. */
function dayOf(year: number, month: number, day: number): number {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return 0;
  return day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? 0 : year * 10_000 + month * 100 + day;
}
