import type { GraphClient } from './graph-client.ts';

/** Which of these Entra groups the person belongs to, nested groups included. Twenty groups at most a call. */
export async function checkMemberGroups(
  graph: GraphClient,
  entraObjectId: string,
  groupIds: string[],
): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const path = `/users/${encodeURIComponent(entraObjectId)}/checkMemberGroups`;
  const answer = await graph.request<{ value: string[] }>({ method: 'POST', path, body: { groupIds } });
  return answer.value;
}
