import type { GraphCall } from './graph-client.ts';

/**
 * What Graph counts together when it limits an application (facts: graph.md section 10). A team's limit is its own,
 * hence its id in the kind. `mailbox` is everything that Exchange answers: four at once for each mailbox.
 */
export type CallKind = 'invitation' | 'directory-read' | 'directory-write' | 'mailbox' | `team:${string}`;

/** The limit a request falls under, by its method and path. */
export function kindOfCall({ method, path }: Pick<GraphCall, 'method' | 'path'>): CallKind {
  const [room, id = '', act = ''] = path.replace(/\?.*$/, '').split('/').filter(Boolean);
  if (room === 'teams') return `team:${id.toLowerCase()}`;
  if (room === 'users' && /^(sendMail|mailFolders|messages)$/i.test(act)) return 'mailbox';
  if (room === 'invitations' && method === 'POST') return 'invitation';
  // A question that is asked by POST, because of the length of its list.
  if (method === 'GET' || act === 'checkMemberGroups') return 'directory-read';
  return 'directory-write';
}
