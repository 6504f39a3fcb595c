/** Integer cents of an amount in digits, with a sign on the left at most and a dot or a comma; what is beyond the cents is left out. */
export function decimalCents(amount: string): number {
  const [whole = '', decimals = ''] = amount.split(/[.,]/);
  const cents = Number(whole.replace(/^[-+]/, '')) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return 0;
  return whole.startsWith('-') ? -cents : cents;
}
