const DAY_MS = 24 * 60 * 60 * 1000;

/** 31 December 9999, where Excel's calendar ends. */
const LAST_DAY = 2_958_465;

/**
 * The day that a number stands for in a workbook, as yyyy-mm-dd; the hour is left out.
 *
 * @returns undefined for what is no day.
 */
export function dayText(serial: number, is1904: boolean): string | undefined {
  const day = Math.floor(is1904 ? serial + 1_462 : serial);
  if (!(day >= 1 && day <= LAST_DAY)) return undefined;
  // Excel holds 1900 for a leap year: its day 60 never was, and the days before it are off by one.
  const sinceEpoch = day < 60 ? day - 25_568 : day - 25_569;
  return new Date(sinceEpoch * DAY_MS).toISOString().slice(0, 10);
}
