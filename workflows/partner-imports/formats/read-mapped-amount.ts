const MAX_LENGTH = 60;
const BLANKS = "[ \\u00a0\\u2007\\u2009\\u202f'’]";
/** Thousands apart or not, then decimals: by what separates these. */
const NOTATIONS = {
  ',': new RegExp(`^(?:\\d+|\\d{1,3}(?:${BLANKS}\\d{3})+|\\d{1,3}(?:\\.\\d{3})+)?(?:,(\\d*))?$`),
  '.': new RegExp(`^(?:\\d+|\\d{1,3}(?:${BLANKS}\\d{3})+|\\d{1,3}(?:,\\d{3})+)?(?:\\.(\\d*))?$`),
} as const;
const CURRENCY = /^(?:€|EUR|euros?)\s*|\s*(?:€|EUR|euros?)$/gi;
/** What most cells hold, which is as it should be already. */
const PLAIN = /^\d{1,9}(?:,\d{1,2})?$/;
const DASH = /^[-–—]$/;

/**
 * An amount with a decimal comma and a sign on the left at most, read with the one decimal mark that the mapping says, so
 * that 1.138 is never sometimes a thousand and sometimes not: `1 138,50`, `1.138,50 €`, `(1 138,50)`, `1138,50-`. A lone
 * dash is nothing, as accountants write it.
 *
 * @returns undefined for what is no amount in that notation
 */
export function readMappedAmount(text: string, decimal: ',' | '.'): string | undefined {
  if (text === '' || DASH.test(text)) return '';
  if (decimal === ',' && PLAIN.test(text)) return text;
  if (text.length > MAX_LENGTH) return undefined;
  let bare = text.trim().replace(CURRENCY, '').trim();
  let isNegative = false;
  const bracketed = /^\((.*)\)$/.exec(bare);
  if (bracketed) {
    isNegative = true;
    bare = (bracketed[1] as string).trim().replace(CURRENCY, '').trim();
  }
  const signed = /^([-+−–])\s*(.*)$/.exec(bare) ?? swap(/^(.*?)\s*([-+−–])$/.exec(bare));
  if (signed) {
    if (bracketed) return undefined;
    isNegative = signed[1] !== '+';
    bare = (signed[2] as string).replace(CURRENCY, '').trim();
  }
  if (!/\d/.test(bare) || !NOTATIONS[decimal].test(bare)) return undefined;
  const at = bare.lastIndexOf(decimal);
  const whole = (at < 0 ? bare : bare.slice(0, at)).replace(/\D/g, '');
  const decimals = at < 0 ? '' : bare.slice(at + 1);
  return `${isNegative ? '-' : ''}${whole || '0'}${decimals === '' ? '' : `,${decimals}`}`;
}

function swap(match: RegExpExecArray | null): string[] | undefined {
  return match ? [match[0], match[2] as string, match[1] as string] : undefined;
}
