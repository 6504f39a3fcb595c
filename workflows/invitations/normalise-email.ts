import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** As zod's own, with the top level in punycode too. */
const addressSchema = z.email({
  pattern: /^(?!\.)(?!.*\.\.)[a-z0-9_'+.-]*[a-z0-9_+-]@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/,
});

/**
 * An address as we keep and compare it: trimmed, lower case, NFC, the domain in punycode (facts: graph.md section 3).
 *
 * @returns undefined for what is not an address a person can be invited at; quoted local parts are refused.
 */
export function normaliseEmail(typed: string): string | undefined {
  // People paste "Claire Martin <claire@…>" and "mailto:" links.
  const bare = typed
    .trim()
    .replace(/^.*<([^<>]+)>$/, '$1')
    .replace(/^mailto:/i, '');
  const at = bare.lastIndexOf('@');
  if (at < 1) return undefined;
  const local = bare.slice(0, at).normalize('NFC').toLowerCase();
  const domain = domainToASCII(
    bare
      .slice(at + 1)
      .normalize('NFC')
      .toLowerCase(),
  );
  const address = `${local}@${domain}`;
  return address.length <= 254 && addressSchema.safeParse(address).success ? address : undefined;
}
