import { AppError } from '../errors.ts';
import { odataString } from './find-users-by-mail.ts';
import type { GraphClient } from './graph-client.ts';

/**
 * Whether a mail with this `Message-ID` stands in the mailbox's Sent Items.
 *
 * @returns undefined when it cannot be known: the permission to read the mailbox is optional.
 */
export async function findSentMail(
  graph: GraphClient,
  mailbox: string,
  messageId: string,
): Promise<boolean | undefined> {
  const filter = encodeURIComponent(`internetMessageId eq ${odataString(messageId)}`);
  const path = `/users/${encodeURIComponent(mailbox)}/mailFolders/sentitems/messages?$filter=${filter}&$select=id`;
  try {
    const answer = await graph.request<{ value: unknown[] }>({ method: 'GET', path });
    return answer.value.length > 0;
  } catch (error) {
    if (error instanceof AppError && !error.isRetryable) return undefined;
    throw error;
  }
}
