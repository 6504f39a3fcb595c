/** `cents` is an integer; `text` has a decimal comma and a leading sign at most. */
export type AmountReading =
  | { cents: number; text: string; isCanonical: boolean }
  | { fault: 'invalid' | 'decimals' | 'ambiguous' | 'too-large' };

const CANONICAL = /^[+-]?\d*(?:,\d*)?$/;
const SCIENTIFIC = /^([+-]?)(\d+)(?:,(\d+))?[eE]\+?(\d{1,2})$/;
const BLANKS = /[\s\u00a0\u2007\u2009\u202f'’]/g;

/**
 * An amount in any notation that has but one meaning (facts: fec.md section 4). Lawful ones are canonical but for a sign
 * on the right. A dot alone before three digits is a thousand or a thousandth: nobody can tell. More than two decimals
 * are never rounded, since the cents would be ours and not the file's: no value is kept of them.
 */
export function readAmountText(text: string): AmountReading {
  if (CANONICAL.test(text)) return amountOf(text, true);
  const signed = withSignOnTheLeft(text);
  if (CANONICAL.test(signed)) return amountOf(signed, /^[\d,]+[+-]$/.test(text));
  const scientific = SCIENTIFIC.exec(signed);
  if (scientific) return fromScientific(scientific);
  const bare = signed.replace(BLANKS, '').replace(/^([+-]?)(?:€|EUR)|(?:€|EUR)$/gi, '$1');
  const number = withSignOnTheLeft(bare);
  if (CANONICAL.test(number)) return hasOddBlanks(signed) ? { fault: 'ambiguous' } : amountOf(number, false);
  // One kind of mark that comes several times separates thousands; of two kinds, the last one separates decimals.
  if (/^[+-]?\d{1,3}(?:\.\d{3})*,\d*$/.test(number) || /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/.test(number)) {
    return amountOf(number.replaceAll('.', ''), false);
  }
  if (/^[+-]?\d{1,3}(?:,\d{3})+\.\d*$/.test(number))
    return amountOf(number.replaceAll(',', '').replace('.', ','), false);
  if (/^[+-]?\d{1,3}(?:,\d{3}){2,}$/.test(number)) return amountOf(number.replaceAll(',', ''), false);
  if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(number)) return { fault: 'ambiguous' };
  if (/^[+-]?\d*\.\d+$/.test(number) || /^[+-]?\d+\.$/.test(number)) return amountOf(number.replace('.', ','), false);
  return { fault: 'invalid' };
}

/** `12,00-` and `(12,00)` as `-12,00`. */
function withSignOnTheLeft(text: string): string {
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed) return `-${bracketed[1]}`;
  const right = /^([^+-].*?)\s*([+-])$/.exec(text);
  return right ? `${right[2]}${right[1]}` : text.replace(/^([+-])\s+/, '$1');
}

/** Blanks elsewhere than between thousands: two numbers, for all one knows. */
function hasOddBlanks(text: string): boolean {
  const whole =
    text
      .replace(/^[+-]|(?:€|EUR)/gi, '')
      .trim()
      .split(/[.,](?=\d*\s*$)/)[0] ?? '';
  return (
    /[\s\u00a0\u2007\u2009\u202f'’]/.test(whole) && !/^\d{1,3}(?:[\s\u00a0\u2007\u2009\u202f'’]\d{3})+$/.test(whole)
  );
}

function amountOf(text: string, isCanonical: boolean): AmountReading {
  const [, sign = '', whole = '', decimals = ''] = /^([+-]?)(\d*)(?:,(\d*))?$/.exec(text) ?? [];
  if (whole === '' && decimals === '') return { fault: 'invalid' };
  if (/[1-9]/.test(decimals.slice(2))) return { fault: 'decimals' };
  // Fewer digits than a number holds exactly.
  if (whole.length <= 13) {
    const value = Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'));
    return { cents: sign === '-' ? -value : value, text, isCanonical };
  }
  const cents = BigInt(whole + decimals.slice(0, 2).padEnd(2, '0'));
  if (cents > BigInt(Number.MAX_SAFE_INTEGER)) return { fault: 'too-large' };
  return { cents: sign === '-' ? -Number(cents) : Number(cents), text, isCanonical };
}

function fromScientific([, sign = '', whole = '', decimals = '', exponent = '']: RegExpExecArray): AmountReading {
  const shift = Number(exponent);
  const digits = whole + decimals.padEnd(shift, '0').slice(0, shift);
  const rest = decimals.slice(shift);
  return amountOf(`${sign}${digits}${rest ? `,${rest}` : ''}`, false);
}
