/** `impossible`: a date that no calendar has. `zero`: a field of zeros, which exporters write for nothing. */
export type DateReading = { date: number; isCanonical: boolean } | { fault: 'invalid' | 'impossible' | 'zero' };

const TIME = /(?:[ T]\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?Z?)$/;
const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/;
const DAY_FIRST = /^(\d{2})([-/.]?)(\d{2})\2(\d{4})$/;

/**
 * A date in any notation that has but one meaning (facts: fec.md section 3): year first, else day first, with or without
 * separators and a time. Years of two digits are not guessed. The date is AAAAMMJJ as a number.
 */
export function readDateText(text: string): DateReading {
  if (/^[0\-/. :]+$/.test(text)) return { fault: 'zero' };
  const day = text.replace(TIME, '');
  const first = YEAR_FIRST.exec(day);
  const last = DAY_FIRST.exec(day);
  const readings = [first && [first[1], first[3], first[4]], last && [last[4], last[3], last[1]]];
  let isImpossible = false;
  for (const [n, parts] of readings.entries()) {
    if (!parts) continue;
    const [year, month, dayOfMonth] = parts.map(Number) as [number, number, number];
    // Eight digits in a row may be either: 20122025 is no day 25 of month 20.
    if (year < 1000 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) continue;
    if (dayOfMonth > daysIn(year, month)) isImpossible = true;
    else
      return {
        date: year * 10_000 + month * 100 + dayOfMonth,
        isCanonical: n === 0 && day === text && first?.[2] === '',
      };
  }
  return { fault: isImpossible ? 'impossible' : 'invalid' };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
