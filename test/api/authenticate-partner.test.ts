import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { authenticatePartnerKey, partnerOf } from '../../api/authenticate-partner.ts';
import { Partner } from '../../models/partner.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { revokePartnerKey } from '../../workflows/partners/revoke-partner-key.ts';
import { rotatePartnerKey } from '../../workflows/partners/rotate-partner-key.ts';
import { startBotService } from '../bot/bot-service.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildPartnering, type Partnering, TEAMS } from '../workflows/partners/partnering.ts';

describe('The door of partner applications', () => {
  let scene: Partnering;
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await scene.world.close();
  });

  /** A firm, and a door that says who came in. */
  async function open(name: string, environment: Record<string, string> = {}) {
    scene = await buildPartnering(name, environment);
    const app = express();
    app.set('trust proxy', scene.world.config.isLocal ? false : 1);
    app.use(authenticatePartnerKey(scene.world.services));
    app.get('/', (request, response) => {
      const { partner, keyId, prefix } = partnerOf(request);
      response.json({ name: partner.name, keyId, prefix });
    });
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async function knock(authorization?: string, headers: Record<string, string> = {}) {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  }

  it('lets a good key in, old and new during a change, and says which partner it is (domain 162)', async () => {
    await open('partner-door');
    const { world, admin } = scene;
    const made = await scene.create({ name: 'Pulsar' });
    const next = (await rotatePartnerKey(world.services, admin, { partnerId: made.partnerId, ...TEAMS }))!;
    for (const { key, keyId, prefix } of [made, next]) {
      expect((await knock(`Bearer ${key}`)).body).to.deep.equal({ name: 'Pulsar', keyId, prefix });
    }
    world.clock.forward(24 * 3_600);
    expectProblem(await knock(`Bearer ${made.key}`), 401, 'unauthorized');
    expect((await knock(`bearer  ${next.key}`)).status).to.equal(200);
  });

  it('refuses every other key alike: none, malformed, of another kind, unknown, wrong, revoked, expired', async () => {
    await open('partner-refused');
    const { world, admin } = scene;
    const { services } = world;
    const made = await scene.create();
    const own = await createKey(services, admin, { label: 'x', scopes: ['dossiers.import', 'partners.manage'] });
    const revoked = await scene.create();
    await revokePartnerKey(services, admin, { partnerId: revoked.partnerId, keyId: revoked.keyId, ...TEAMS });
    const expired = await scene.create();
    await rotatePartnerKey(services, admin, { partnerId: expired.partnerId, graceHours: 0, ...TEAMS });
    const bodies = new Set<string>();
    for (const header of [
      ...[undefined, '', 'Bearer', `Basic ${made.key}`, made.key, 'Bearer {"$ne":1}', `Bearer ${'x'.repeat(300)}`],
      ...[
        `Bearer ${own.key}`,
        `Bearer ${made.prefix}_${'A'.repeat(43)}`,
        `Bearer relaisp_${'0'.repeat(12)}_${'A'.repeat(43)}`,
      ],
      ...[`Bearer ${revoked.key}`, `Bearer ${expired.key}`],
    ]) {
      const answer = await knock(header);
      expectProblem(answer, 401, 'unauthorized');
      expect(answer.headers.get('www-authenticate')).to.equal('Bearer');
      bodies.add(JSON.stringify({ ...answer.body, reference: '' }));
    }
    expect(bodies.size).to.equal(1);
  });

  it('lets a partner in only so often, whichever of its keys it uses, and the others still', async () => {
    await open('partner-rate');
    const { world, admin } = scene;
    const made = await scene.create();
    const other = await scene.create();
    await Partner.updateOne({ _id: made.partnerId }, { $set: { requestsPerMinute: 3 } });
    const next = (await rotatePartnerKey(world.services, admin, { partnerId: made.partnerId, ...TEAMS }))!;
    const answers = [];
    for (const key of [made.key, next.key, made.key, next.key, made.key]) answers.push(await knock(`Bearer ${key}`));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 429, 429]);
    expectProblem(answers[4]!, 429, 'too-many-requests');
    expect(Number(answers[4]!.headers.get('retry-after'))).to.be.within(1, 60);
    expect((await knock(`Bearer ${other.key}`)).status).to.equal(200);
  });

  it('lets an address try only so often, on a configured server', async () => {
    const service = await startBotService();
    await open('partner-address', { ...service.environment, RATE_LIMIT_PER_MINUTE: '3' });
    const from = (address: string) => knock('Bearer x', { 'x-forwarded-for': address });
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push((await from('203.0.113.1')).status);
    expect(answers).to.deep.equal([401, 401, 401, 429]);
    expect((await from('203.0.113.2')).status).to.equal(401);
    await service.close();
  });
});
