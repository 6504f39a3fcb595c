import { odataString } from './find-users-by-mail.ts';
import type { GraphClient } from './graph-client.ts';

/** Whether the team's member list holds this person: the proof that an addition took effect. */
export async function isTeamMember(graph: GraphClient, aadGroupId: string, entraObjectId: string): Promise<boolean> {
  const filter = `(microsoft.graph.aadUserConversationMember/userId eq ${odataString(entraObjectId)})`;
  const path = `/teams/${encodeURIComponent(aadGroupId)}/members?$filter=${encodeURIComponent(filter)}`;
  const answer = await graph.request<{ value: { userId?: string }[] }>({ method: 'GET', path });
  return answer.value.some(({ userId }) => userId?.toLowerCase() === entraObjectId.toLowerCase());
}
