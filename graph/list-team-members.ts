import { z } from 'zod';
import { AppError } from '../errors.ts';
import { odataString } from './find-users-by-mail.ts';
import type { GraphClient } from './graph-client.ts';

const pageSchema = z.object({
  value: z.array(z.object({ id: z.string(), userId: z.string().nullish(), roles: z.array(z.string()).nullish() })),
  '@odata.nextLink': z.string().optional(),
});

export type TeamMember = {
  /** Opaque, and no user id: the same person has another one in another team. */
  membershipId: string;
  entraObjectId: string;
  /** `owner`, `guest`, or none for an ordinary member. */
  roles: string[];
};

type Options = {
  /** The server that `graph` speaks to (`config.graph.baseUrl`): a link to the next page that leads elsewhere is refused. */
  baseUrl: string;
  /** Only this person. */
  entraObjectId?: string;
  /** Graph gives 100 a page unless asked, and 999 at most. */
  pageSize?: number;
};

/** A team holds 25,000 people at most; a list longer than that goes round in a circle. */
const MOST_PAGES = 500;

/**
 * The members of a team, page after page; a page may be empty and still have a next one (facts: graph.md section 10).
 *
 * @throws AppError `graph-not-found` (the team), `graph-refused` when a link leads to another server.
 */
export async function listTeamMembers(
  graph: GraphClient,
  aadGroupId: string,
  { baseUrl, entraObjectId, pageSize = 999 }: Options,
): Promise<TeamMember[]> {
  const filter = `(microsoft.graph.aadUserConversationMember/userId eq ${odataString(entraObjectId ?? '')})`;
  const only = entraObjectId === undefined ? '' : `$filter=${encodeURIComponent(filter)}&`;
  let path: string | undefined = `/teams/${encodeURIComponent(aadGroupId)}/members?${only}$top=${pageSize}`;
  const members: TeamMember[] = [];
  for (let pages = 0; path !== undefined; pages += 1) {
    if (pages >= MOST_PAGES) throw new AppError('graph-refused', { because: 'the list of members does not end' });
    const page: z.infer<typeof pageSchema> = pageSchema.parse(await graph.request({ method: 'GET', path }));
    for (const { id, userId, roles } of page.value) {
      // Some members are no account of Entra's.
      if (userId) members.push({ membershipId: id, entraObjectId: userId, roles: roles ?? [] });
    }
    const next: string | undefined = page['@odata.nextLink'];
    path = next === undefined ? undefined : pathOf(next, baseUrl);
  }
  return members;
}

/** The link as it is, less what `GraphClient` puts before every path. */
function pathOf(nextLink: string, baseUrl: string): string {
  const isOurs = URL.canParse(nextLink) && new URL(nextLink).host === new URL(baseUrl).host;
  const start = nextLink.indexOf('/v1.0/');
  if (isOurs && start > 0) return nextLink.slice(start + '/v1.0'.length);
  throw new AppError('graph-refused', { because: 'the link to the next page leads elsewhere' });
}
