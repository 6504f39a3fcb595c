import { ClientSecretCredential } from '@azure/identity';
import { ToBotFromBotOrEmulatorTokenValidationParameters } from 'botframework-connector';
import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { APP_ID, type BotService, SERVICE_URL, startBotService, TENANT_ID } from './bot-service.ts';
import { expectProblem } from './expect-problem.ts';

const NOW = Math.floor(Date.now() / 1_000);

describe('A configured server at its door', () => {
  let world: World;
  let service: BotService;
  let camille: Person;
  let restoreConsole: () => void;
  before(async () => {
    restoreConsole = muteConsole();
    service = await startBotService();
    world = await buildWorld('tokens', service.environment);
    camille = await world.buildStaff();
  });
  after(async () => {
    await world.close();
    await service.close();
    restoreConsole();
  });

  /** A click on « Aide », whose answer is in the body: nothing has to be sent to Microsoft. */
  function clickOnHelp(overrides: Record<string, unknown> = {}) {
    const value = { action: { type: 'Action.Execute', verb: 'command.run', data: { command: 'help' } } };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'card-1', serviceUrl: SERVICE_URL, value };
    return world.activity(camille, { ...invoke, ...overrides });
  }

  it('lets in what Bot Service signed for this bot', async () => {
    const { status, body } = await world.post(clickOnHelp(), service.header());
    expect(status).to.equal(200);
    expect(body.type).to.equal('application/vnd.microsoft.card.adaptive');
    expect(JSON.stringify(body.value)).to.include('Ce que je sais faire');
  });

  it('lets in a key that lists no endorsement at all, as Bot Service publishes some', async () => {
    const { status } = await world.post(clickOnHelp(), service.header({ header: { kid: 'not-endorsed' } }));
    expect(status).to.equal(200);
  });

  it('forgives a clock five minutes off, and no more', async () => {
    const slow = await world.post(clickOnHelp(), service.header({ claims: { exp: NOW - 200 } }));
    expect(slow.status).to.equal(200);
    const slower = await world.post(clickOnHelp(), service.header({ claims: { exp: NOW - 400 } }));
    expectProblem(slower, 401, 'unauthorized');
  });

  const ISSUERS = {
    'an emulator of Microsoft’s own tenant (v1)': {
      iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    },
    'an emulator of Microsoft’s own tenant (v2)': {
      iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0',
    },
    'an emulator of the firm’s tenant': {
      iss: `https://sts.windows.net/${TENANT_ID}/`,
      tid: TENANT_ID,
      ver: '1.0',
      appid: APP_ID,
    },
    'a skill, another bot': { iss: 'https://api.botframework.com', ver: '1.0', appid: 'another-bot' },
    'a skill of the firm’s tenant': {
      iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`,
      tid: TENANT_ID,
      ver: '2.0',
      azp: 'another-bot',
    },
    'nobody in particular': { iss: 'https://api.botframework.com.evil.example' },
    'nobody at all': { iss: undefined },
  };
  for (const [who, claims] of Object.entries(ISSUERS)) {
    it(`refuses a token issued by ${who}`, async () => {
      expectProblem(await world.post(clickOnHelp(), service.header({ claims })), 401, 'unauthorized');
    });
  }

  const OTHER_FAULTS: Record<string, Parameters<BotService['token']>[0]> = {
    'made for another bot': { claims: { aud: '11111111-2222-4333-8444-555555555555' } },
    'made for no bot': { claims: { aud: undefined } },
    'made for another service address': { claims: { serviceurl: 'https://smba.trafficmanager.net/amer/' } },
    'that names no service address': { claims: { serviceurl: undefined } },
    'that has expired': { claims: { exp: NOW - 3_600 } },
    'that is not valid yet': { claims: { nbf: NOW + 3_600 } },
    'signed with a key endorsed for another channel': { header: { kid: 'other-channel' } },
    'signed with a key that nobody publishes': { header: { kid: 'stranger' } },
    'signed with a key that nobody publishes under the name of one that is': { signedBy: 'stranger' },
    'that is not signed (alg none)': { header: { alg: 'none' } },
    'that says HS256 over an RSA key': { header: { alg: 'HS256' } },
    'that names no key': { header: { kid: undefined }, signedBy: 'teams' },
  };
  for (const [what, parts] of Object.entries(OTHER_FAULTS)) {
    it(`refuses a token ${what}`, async () => {
      expectProblem(await world.post(clickOnHelp(), service.header(parts)), 401, 'unauthorized');
    });
  }

  it('refuses a token whose content was changed after it was signed', async () => {
    const [header, , signature] = service.token().split('.');
    const claims = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: SERVICE_URL, exp: NOW + 9_999 };
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    expectProblem(await world.post(clickOnHelp(), { authorization: `Bearer ${forged}` }), 401, 'unauthorized');
  });

  const HEADERS = [
    '',
    'Bearer',
    'Bearer ',
    'Basic cmVsYWlzOnJlbGFpcw==',
    'Bearer not-a-token',
    'Bearer a.b.c',
    'Bearer ..',
  ];
  for (const authorization of HEADERS) {
    it(`refuses an activity with the header « ${authorization} »`, async () => {
      expectProblem(await world.post(clickOnHelp(), { authorization }), 401, 'unauthorized');
    });
  }

  it('refuses an unsigned activity, leaves nothing behind and does not say why', async () => {
    const before = await AuditEvent.countDocuments();
    const answer = await world.post(clickOnHelp());
    expectProblem(answer, 401, 'unauthorized');
    expect(answer.body.title).to.equal('L’authentification manque ou n’est pas valable.');
    expect(await AuditEvent.countDocuments()).to.equal(before);
  });

  it('refuses the Playground’s own header, which proves nothing', async () => {
    expectProblem(await world.post(clickOnHelp(), { 'x-ms-agents-playground': 'true' }), 401, 'unauthorized');
  });

  const FOREIGN = [
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.trafficmanager.net/',
    'https://smba.infra.evil.example/',
    'http://127.0.0.1:3978/',
    'not an address',
  ];
  for (const serviceUrl of FOREIGN) {
    it(`never answers at « ${serviceUrl} », even with a token that names it`, async () => {
      const answer = await world.post(
        clickOnHelp({ serviceUrl }),
        service.header({ claims: { serviceurl: serviceUrl } }),
      );
      expectProblem(answer, 403, 'service-refused');
    });
  }

  it('answers at Microsoft’s other service addresses', async () => {
    for (const serviceUrl of ['https://smba.trafficmanager.net/fr/', 'https://smba.infra.gcc.teams.microsoft.com/']) {
      const answer = await world.post(
        clickOnHelp({ serviceUrl }),
        service.header({ claims: { serviceurl: serviceUrl } }),
      );
      expect(answer.status).to.equal(200);
    }
  });

  it('refuses an activity without service address, which the SDK would let pass', async () => {
    expectProblem(await world.post(clickOnHelp({ serviceUrl: undefined }), service.header()), 403, 'service-refused');
  });

  for (const channelId of ['webchat', 'directline', 'emulator', 'AseChannel', '']) {
    it(`refuses the channel « ${channelId} », endorsed or not`, async () => {
      const answer = await world.post(clickOnHelp({ channelId }), service.header());
      expect(answer.status, JSON.stringify(answer.body)).to.be.oneOf([401, 403]);
      expectProblem(answer, answer.status, answer.status === 401 ? 'unauthorized' : 'channel-refused');
    });
  }

  it('refuses an activity that names no channel', async () => {
    const answer = await world.post(clickOnHelp({ channelId: undefined }), service.header());
    expect(answer.status, JSON.stringify(answer.body)).to.be.oneOf([401, 403]);
  });

  it('refuses a properly signed activity of another tenant, politely', async () => {
    const conversation = { id: 'a:1', conversationType: 'personal', tenantId: 'aaaaaaaa-1c5f-4a8e-b6f3-7e0d5c2a1b94' };
    const { status, body } = await world.post(clickOnHelp({ conversation }), service.header());
    expect(status).to.equal(200);
    expect(body.type).to.equal('application/vnd.microsoft.activity.message');
    expect(body.value).to.include('Je réponds seulement aux membres du cabinet');
  });

  it('does not remember the tenants that forged tokens name, which the SDK keeps for ever', async () => {
    const known = ToBotFromBotOrEmulatorTokenValidationParameters as { issuer: string | string[] };
    const before = known.issuer.length;
    for (let i = 0; i < 5; i += 1) {
      const claims = { tid: `0000000${i}-1c5f-4a8e-b6f3-7e0d5c2a1b94` };
      await world.post(clickOnHelp(), service.header({ claims, signedBy: 'stranger' }));
    }
    expect(known.issuer.length).to.equal(before);
  });

  it('asks for a token meant for Bot Service when it answers, and for nobody else', async () => {
    const { getToken } = ClientSecretCredential.prototype;
    const scopes: unknown[] = [];
    ClientSecretCredential.prototype.getToken = async (scope) => {
      scopes.push(scope);
      throw new Error('no network here');
    };
    try {
      const said = world.activity(camille, { text: 'aide', serviceUrl: SERVICE_URL });
      await world.post(said, service.header());
      await world.notify.say({ conversationId: 'a:1', serviceUrl: SERVICE_URL, botId: '28:relais' }, { text: 'x' });
    } finally {
      ClientSecretCredential.prototype.getToken = getToken;
    }
    expect(scopes).to.have.length.greaterThan(1);
    expect([...new Set(scopes)]).to.deep.equal(['https://api.botframework.com/.default']);
  });

  it('knew the speaker without asking Graph, so that the refusals above are the door’s', async () => {
    expect(await Collaborateur.countDocuments({ entraObjectId: camille.entraObjectId })).to.equal(1);
    expect(await world.control.requests()).to.deep.equal([]);
  });
});

describe('A configured server that cannot fetch Bot Service’s keys', () => {
  let world: World;
  let restoreConsole: () => void;
  let service: BotService;
  before(async () => {
    restoreConsole = muteConsole();
    service = await startBotService();
    await service.close();
    world = await buildWorld('no-keys', service.environment);
  });
  after(async () => {
    await world.close();
    restoreConsole();
  });

  it('lets nobody in, and says nothing of the failure', async () => {
    const camille = await world.buildStaff();
    const answer = await world.post(
      world.activity(camille, { text: 'aide', serviceUrl: SERVICE_URL }),
      service.header(),
    );
    expectProblem(answer, 401, 'unauthorized');
    expect(JSON.stringify(answer.body)).not.to.match(/ECONNREFUSED|127\.0\.0\.1|fetch/i);
  });
});

/** The SDK writes its refusals on the console, stack and key included. */
function muteConsole(): () => void {
  const { error, warn } = console;
  console.error = () => undefined;
  console.warn = () => undefined;
  return () => Object.assign(console, { error, warn });
}
