import type { GraphClient } from './graph-client.ts';

/**
 * Deletes a guest from the tenant; the firm's administrator can restore them for 30 days.
 *
 * @throws AppError `graph-not-found` when the tenant does not know them (any more, or yet).
 */
export async function deleteGuest(graph: GraphClient, entraObjectId: string): Promise<void> {
  await graph.request({ method: 'DELETE', path: `/users/${encodeURIComponent(entraObjectId)}` });
}
