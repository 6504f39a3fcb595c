import type { GraphClient } from './graph-client.ts';
import { type TenantUser, toTenantUser, USER_SELECT } from './types.ts';

/**
 * People of the tenant who have this address as mail, other mail or proxy address. Several are possible: the caller
 * never picks the first (facts: graph.md section 4).
 */
export async function findUsersByMail(graph: GraphClient, email: string): Promise<TenantUser[]> {
  const value = odataString(email);
  const filter = [
    `mail eq ${value}`,
    `otherMails/any(m:m eq ${value})`,
    `proxyAddresses/any(p:p eq ${odataString(`smtp:${email}`)})`,
  ].join(' or ');
  const path = `/users?$filter=${encodeURIComponent(filter)}&$select=${USER_SELECT}&$top=5`;
  const answer = await graph.request<{ value: unknown[] }>({ method: 'GET', path });
  return answer.value.map(toTenantUser);
}

/** A string for `$filter`, quotes doubled; the whole filter is then encoded, which the SDK does not do. */
export function odataString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
