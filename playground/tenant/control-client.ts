/** The control routes as functions, for tests and scripts. */
import type { z } from 'zod';
import type { describeTenant } from './control.ts';
import type { FaultRule, faultsSchema } from './faults.ts';
import type { TenantUser } from './records.ts';
import type { RecordedRequest } from './requests.ts';
import type { TenantSettings } from './settings.ts';

export type TenantState = ReturnType<typeof describeTenant>;

/** @param url the address that `startLocalTenant` gave. */
export function controlOf(url: string) {
  return {
    /** Replaces all fault rules. */
    setFaults: (faults: z.input<typeof faultsSchema>) => call<FaultRule[]>('PUT', '/faults', faults),
    faults: () => call<FaultRule[]>('GET', '/faults'),
    clearFaults: () => call<void>('DELETE', '/faults'),
    /** Changes the settings that are named; the others stay. */
    setSettings: (settings: Partial<TenantSettings>) => call<TenantSettings>('PUT', '/settings', settings),
    settings: () => call<TenantSettings>('GET', '/settings'),
    state: () => call<TenantState>('GET', '/state'),
    /** Creates or replaces an account: a member, a double, a disabled guest... */
    putUser: (user: Partial<TenantUser> & { userPrincipalName: string }) => call<TenantUser>('POST', '/users', user),
    accept: (user: string) => call<TenantUser>('POST', `/users/${encodeURIComponent(user)}/accept`),
    deleteUser: (user: string) => call<void>('DELETE', `/users/${encodeURIComponent(user)}`),
    /** Recent Graph calls, oldest first. `path` is a regular expression. */
    requests: (filter: { method?: string; path?: string } = {}) =>
      call<RecordedRequest[]>('GET', `/requests?${new URLSearchParams(filter)}`),
    clearRequests: () => call<void>('DELETE', '/requests'),
    reset: () => call<void>('POST', '/reset'),
  };

  async function call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const response = await fetch(`${url}/_control${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as Result;
  }
}
