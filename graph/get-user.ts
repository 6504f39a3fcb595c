import { AppError } from '../errors.ts';
import type { GraphClient } from './graph-client.ts';
import { type TenantUser, toTenantUser, USER_SELECT } from './types.ts';

/** A person of the tenant by Entra object id; undefined when the tenant does not know them (yet). */
export async function getUser(graph: GraphClient, entraObjectId: string): Promise<TenantUser | undefined> {
  try {
    const path = `/users/${encodeURIComponent(entraObjectId)}?$select=${USER_SELECT}`;
    return toTenantUser(await graph.request({ method: 'GET', path }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'graph-not-found') return undefined;
    throw error;
  }
}
