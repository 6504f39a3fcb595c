import { expect } from 'chai';
import { readConfig } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { addTeamMember } from '../../graph/add-team-member.ts';
import { createGraphClient, type GraphCall, type GraphClient } from '../../graph/graph-client.ts';
import { isTeamMember } from '../../graph/is-team-member.ts';
import { listTeamMembers } from '../../graph/list-team-members.ts';
import { removeTeamMember } from '../../graph/remove-team-member.ts';
import { setUpLog } from '../../log.ts';
import { PEOPLE, TEAM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

setUpLog('silent', 'test');

const GRAPH = 'https://graph.microsoft.com';
const sophie = PEOPLE[4];
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('The members of a team', () => {
  let tenant: LocalTenant;
  let graph: GraphClient;
  let control: ReturnType<typeof controlOf>;
  let baseUrl: string;
  before(async () => {
    tenant = await startLocalTenant({ port: 0 });
    control = controlOf(tenant.url);
    const config = readConfig({ GRAPH_BASE_URL: tenant.url });
    graph = createGraphClient(config);
    baseUrl = config.graph.baseUrl;
  });
  beforeEach(() => control.reset());
  after(() => tenant.close());

  const list = (pageSize?: number) => listTeamMembers(graph, TEAM.aadGroupId, { baseUrl, pageSize });
  const remove = (who: string) => removeTeamMember(graph, TEAM.aadGroupId, who, baseUrl);

  it('are all listed, guests as such, each with an opaque membership', async () => {
    const members = await list();
    expect(members.map(({ entraObjectId }) => entraObjectId)).to.have.members(
      PEOPLE.map(({ entraObjectId }) => entraObjectId),
    );
    expect(members.find(({ entraObjectId }) => entraObjectId === sophie.entraObjectId)?.roles).to.deep.equal(['guest']);
    for (const { membershipId, entraObjectId } of members) expect(membershipId).to.not.equal(entraObjectId);
  });

  it('are the same, page after page', async () => {
    expect(await list(2)).to.have.deep.members(await list());
    expect(await control.requests({ path: '/members$' })).to.have.length(3 + 1);
  });

  it('can be asked for one person, whatever the case', async () => {
    const [one, other] = await listTeamMembers(graph, TEAM.aadGroupId, {
      baseUrl,
      entraObjectId: sophie.entraObjectId.toUpperCase(),
    });
    expect(one).to.include({ entraObjectId: sophie.entraObjectId });
    expect(other).to.equal(undefined);
  });

  it('lose one by the membership, and a second time is a success without a deletion', async () => {
    await remove(sophie.entraObjectId.toUpperCase());
    expect(await isTeamMember(graph, TEAM.aadGroupId, sophie.entraObjectId)).to.equal(false);
    expect(await list()).to.have.length(PEOPLE.length - 1);
    await remove(sophie.entraObjectId);
    expect(await control.requests({ method: 'DELETE' })).to.have.length(1);
    await addTeamMember(graph, TEAM.aadGroupId, sophie.entraObjectId);
    expect(await list()).to.have.length(PEOPLE.length);
  });

  it('lose nobody when the person was never there', async () => {
    await remove(NOBODY);
    expect(await control.requests({ method: 'DELETE' })).to.have.length(0);
  });

  it('of which one is removed by another between the two calls: a success', async () => {
    const racing: GraphClient = {
      async request<Answer>(call: GraphCall): Promise<Answer> {
        if (call.method === 'DELETE') await graph.request(call);
        return graph.request<Answer>(call);
      },
    };
    await removeTeamMember(racing, TEAM.aadGroupId, sophie.entraObjectId, baseUrl);
    expect(await list()).to.have.length(PEOPLE.length - 1);
  });

  it('keep any other failure from passing for a success', async () => {
    await control.setFaults({ kinds: ['forbidden'], match: { method: 'DELETE' } });
    const failure = await remove(sophie.entraObjectId).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'graph-permission-missing' });
    const unknownTeam = await listTeamMembers(graph, NOBODY, { baseUrl }).catch((error: unknown) => error);
    expect(unknownTeam).to.include({ code: 'graph-not-found' });
  });

  describe('whose next page', () => {
    /** A Graph that gives these pages, one after the other, and notes how it was asked. */
    function pages(...given: { value: unknown[]; next?: string }[]) {
      const asked: string[] = [];
      const graph: GraphClient = {
        request<Answer>({ path }: GraphCall) {
          asked.push(path);
          const { value, next } = given[Math.min(asked.length, given.length) - 1]!;
          return Promise.resolve({ value, ...(next && { '@odata.nextLink': next }) } as Answer);
        },
      };
      return { graph, asked, list: () => listTeamMembers(graph, 'T', { baseUrl: GRAPH }) };
    }
    const member = (i: number) => ({ id: `m${i}`, userId: `u${i}`, roles: [] });
    const NEXT = `${GRAPH}/v1.0/teams/T/members?$top=999&$skiptoken=a%2Bb==`;

    it('is asked for by its link as it is, past empty pages', async () => {
      const { asked, list: listAll } = pages(
        { value: [member(1)], next: NEXT },
        { value: [], next: `${NEXT}2` },
        { value: [member(2), { id: 'm3', userId: null, roles: null }] },
      );
      expect(await listAll()).to.deep.equal([
        { membershipId: 'm1', entraObjectId: 'u1', roles: [] },
        { membershipId: 'm2', entraObjectId: 'u2', roles: [] },
      ]);
      expect(asked.slice(1)).to.deep.equal([
        '/teams/T/members?$top=999&$skiptoken=a%2Bb==',
        '/teams/T/members?$top=999&$skiptoken=a%2Bb==2',
      ]);
    });

    for (const elsewhere of [
      'https://evil.example/v1.0/teams/T/members',
      'https://graph.microsoft.com@evil.example/v1.0/teams',
      'https://graph.microsoft.com.evil.example/v1.0/teams',
      '/v1.0/teams/T/members',
      `${GRAPH}/beta/teams/T/members`,
    ]) {
      it(`is not asked for at ${elsewhere}: half a list is no list`, async () => {
        const { asked, list: listAll } = pages({ value: [member(1)], next: elsewhere });
        const failure = await listAll().catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(AppError).and.include({ code: 'graph-refused' });
        expect(asked).to.have.length(1);
      });
    }

    it('leads round in a circle: not for ever', async () => {
      const { asked, list: listAll } = pages({ value: [], next: NEXT });
      expect(await listAll().catch((error: unknown) => error)).to.include({ code: 'graph-refused' });
      expect(asked).to.have.length(500);
    });
  });
});
