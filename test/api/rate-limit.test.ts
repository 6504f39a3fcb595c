import { expect } from 'chai';
import { SERVICE_URL, startBotService } from '../bot/bot-service.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type World } from '../support/world.ts';

const LIMIT = 3;

describe('Too many requests', () => {
  let world: World;
  afterEach(() => world.close());

  const message = () => world.activity({ chatUserId: '29:x' }, { text: 'aide', serviceUrl: SERVICE_URL });

  it('to a configured server are refused after the limit, each caller counted apart', async () => {
    const service = await startBotService();
    world = await buildWorld('rate', { ...service.environment, RATE_LIMIT_PER_MINUTE: String(LIMIT) });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let i = 0; i < LIMIT; i += 1) {
      expectProblem(await world.post(message(), from('203.0.113.1')), 401, 'unauthorized');
    }
    expectProblem(await world.post(message(), from('203.0.113.1')), 429, 'too-many-requests');
    expectProblem(await world.post(message(), from('203.0.113.2')), 401, 'unauthorized');
    // What the caller itself writes before the platform's word is worth nothing.
    expectProblem(await world.post(message(), from('198.51.100.7, 203.0.113.1')), 429, 'too-many-requests');

    const response = await fetch(`${world.apiUrl}/api/messages`, { method: 'POST', headers: from('203.0.113.1') });
    expect(response.status).to.equal(429);
    expect(Number(response.headers.get('retry-after'))).to.be.within(1, 60);
    for (const path of ['/healthz', '/readyz', '/']) {
      expect((await fetch(`${world.apiUrl}${path}`, { headers: from('203.0.113.1') })).status).to.equal(200);
    }
    await service.close();
  });

  it('to a local server are all answered: its one caller may be in a hurry', async () => {
    world = await buildWorld('no-rate', { RATE_LIMIT_PER_MINUTE: String(LIMIT) });
    for (let i = 0; i < LIMIT + 3; i += 1) {
      expectProblem(await world.post({}), 400, 'invalid-activity');
    }
  });
});
