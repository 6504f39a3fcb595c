import { AppError } from '../errors.ts';
import type { GraphClient } from './graph-client.ts';
import { listTeamMembers } from './list-team-members.ts';

/**
 * Takes a person out of a team. The list is read first, since a membership has an id of its own (facts: graph.md
 * section 5). Somebody who is not, or no longer, there is a success.
 *
 * @param baseUrl the server that `graph` speaks to (`config.graph.baseUrl`).
 * @throws AppError `graph-not-found` when the team itself is unknown.
 */
export async function removeTeamMember(
  graph: GraphClient,
  aadGroupId: string,
  entraObjectId: string,
  baseUrl: string,
): Promise<void> {
  const members = await listTeamMembers(graph, aadGroupId, { baseUrl, entraObjectId });
  const theirs = members.filter((member) => member.entraObjectId.toLowerCase() === entraObjectId.toLowerCase());
  for (const { membershipId } of theirs) {
    const path = `/teams/${encodeURIComponent(aadGroupId)}/members/${encodeURIComponent(membershipId)}`;
    try {
      await graph.request({ method: 'DELETE', path });
    } catch (error) {
      // Somebody else was quicker.
      if (!(error instanceof AppError && error.code === 'graph-not-found')) throw error;
    }
  }
}
