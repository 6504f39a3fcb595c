/** The filters on people that need no advanced query: an address equal to a value, joined by `or`. */
import { unsupportedQuery } from './errors.ts';
import type { AddressProperty } from './store.ts';

export type AddressTerm = { property: AddressProperty; address: string };

const TEXT = "'((?:[^']|'')*)'";
const EQUALS = new RegExp(`(mail|userPrincipalName) eq ${TEXT}`, 'y');
const ANY = new RegExp(`(otherMails|proxyAddresses)/any\\(\\s*(\\w+)\\s*:\\s*\\2 eq ${TEXT}\\s*\\)`, 'y');

/** Entra's own limit on a filter joined by `or`. */
const MOST_TERMS = 15;

/** @throws GraphError 400 Request_UnsupportedQuery for any other filter. */
export function parseUserFilter(filter: string): AddressTerm[] {
  const terms: AddressTerm[] = [];
  let position = 0;
  do {
    const [term, end] = readTerm(filter, position);
    terms.push(term);
    position = end;
    if (position === filter.length) break;
    if (!filter.startsWith(' or ', position)) throw unsupported(filter.slice(position));
    position += ' or '.length;
  } while (position <= filter.length);
  if (terms.length > MOST_TERMS) {
    const found = `Too many child clauses specified in search filter expression containing 'OR' operators: ${terms.length}.`;
    throw unsupportedQuery(`${found} Max allowed: ${MOST_TERMS}.`);
  }
  return terms;
}

function readTerm(filter: string, position: number): [AddressTerm, number] {
  for (const pattern of [EQUALS, ANY]) {
    pattern.lastIndex = position;
    const found = pattern.exec(filter);
    if (!found) continue;
    // OData doubles a single quote within a text: o''brien@exemple.fr.
    const address = (found.at(-1) ?? '').replaceAll("''", "'");
    return [{ property: found[1] as AddressProperty, address }, pattern.lastIndex];
  }
  throw unsupported(filter.slice(position));
}

function unsupported(rest: string) {
  return unsupportedQuery(`Unsupported or invalid query filter clause specified near '${rest.slice(0, 80)}'.`);
}
