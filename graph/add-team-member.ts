import { AppError } from '../errors.ts';
import type { GraphClient } from './graph-client.ts';

/**
 * Adds a person to a team, through the Teams call: group membership takes a day or two to show (facts: graph.md
 * section 5). Somebody who is already there is a success.
 *
 * @throws AppError `graph-not-found` while the directory has not yet copied a new guest everywhere.
 */
export async function addTeamMember(graph: GraphClient, aadGroupId: string, entraObjectId: string): Promise<void> {
  try {
    await graph.request({
      method: 'POST',
      path: `/teams/${encodeURIComponent(aadGroupId)}/members`,
      body: {
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        roles: [],
        'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${entraObjectId}')`,
      },
    });
  } catch (error) {
    if (!(error instanceof AppError) || !isAlreadyThere(error)) throw error;
  }
}

function isAlreadyThere(error: AppError): boolean {
  if (error.code === 'graph-conflict') return true;
  const text = (error.cause as { message?: string } | undefined)?.message ?? '';
  return error.code === 'graph-refused' && /already exist/i.test(text);
}
