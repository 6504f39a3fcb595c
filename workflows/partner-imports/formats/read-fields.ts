const DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** Eight digits at `at` as the number AAAAMMJJ; -1 for what is no day of the calendar. */
export function readDay(view: DataView, at: number): number {
  const years = view.getInt32(at, true) ^ 0x30303030;
  const days = view.getInt32(at + 4, true) ^ 0x30303030;
  // A digit's byte is now 0 to 9, and adding 0x76 to more than that reaches the top bit.
  const odd = years | days | ((years & 0x7f7f7f7f) + 0x76767676) | ((days & 0x7f7f7f7f) + 0x76767676);
  if ((odd & 0x80808080) !== 0) return -1;
  const year = (years & 15) * 1_000 + ((years >>> 8) & 15) * 100 + ((years >>> 16) & 15) * 10 + (years >>> 24);
  const month = (days & 15) * 10 + ((days >>> 8) & 15);
  const day = ((days >>> 16) & 15) * 10 + (days >>> 24);
  if (month < 1 || month > 12 || day < 1) return -1;
  if (day > (DAYS[month] as number) && (month !== 2 || day !== 29 || !isLeap(year))) return -1;
  return year * 10_000 + month * 100 + day;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * A lawful amount with its sign on the left as integer cents: `-12,00`, `12`, `,5`, `0000000069,60`, nothing for 0. NaN
 * for any other notation, which is then read with more care.
 */
export function readCents(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return 0;
  let p = from;
  const sign = bytes[p] as number;
  if (sign === 45 || sign === 43) p += 1;
  const start = p;
  while (p < to && bytes[p] === 48) p += 1;
  const first = p;
  let whole = 0;
  // Nine digits fit 32 bits, in which the processor counts faster.
  for (const end = Math.min(to, first + 9); p < end; p += 1) {
    const digit = (bytes[p] as number) - 48;
    if (digit < 0 || digit > 9) break;
    whole = (Math.imul(whole, 10) + digit) | 0;
  }
  let cents = whole * 100;
  if (p < to) {
    if (bytes[p] !== 44) return Number.NaN;
    p += 1;
    const decimals = to - p;
    if (decimals > 0) {
      const tens = (bytes[p] as number) - 48;
      const ones = decimals > 1 ? (bytes[p + 1] as number) - 48 : 0;
      if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return Number.NaN;
      for (p += 2; p < to; p += 1) if (bytes[p] !== 48) return Number.NaN;
      cents += tens * 10 + ones;
    } else if (p === start + 1) return Number.NaN;
  } else if (p === start) return Number.NaN;
  return sign === 45 ? -cents : cents;
}
