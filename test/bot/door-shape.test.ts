import { expect } from 'chai';
import { LOCAL_TENANT_ID } from '../../config.ts';
import { ActivityReceipt } from '../../models/activity-receipt.ts';
import { AuditEvent } from '../../models/audit-event.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { expectProblem } from './expect-problem.ts';

type Json = Record<string, unknown>;

describe('What cannot be an activity of Teams', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('door-shape');
    camille = await world.buildStaff();
  });
  beforeEach(() => {
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  /** A message that would be answered, with one path changed; `undefined` takes it out. */
  function broken(path: string, value: unknown): Json {
    const activity = structuredClone(world.activity(camille, { text: 'aide' })) as Json;
    const keys = path.split('.');
    const last = keys.pop()!;
    let parent: Json = activity;
    for (const key of keys) parent = parent[key] as Json;
    parent[last] = value;
    return activity;
  }

  const REQUIRED = ['type', 'from', 'from.id', 'recipient', 'recipient.id', 'conversation', 'conversation.id'];
  for (const path of REQUIRED) {
    it(`is refused with 400 when ${path} is missing, null or of another type`, async () => {
      for (const value of [
        undefined,
        null,
        42,
        true,
        [],
        ...(path.includes('.') || path === 'type' ? [{}] : ['text']),
      ]) {
        expectProblem(await world.post(broken(path, value)), 400, 'invalid-activity');
      }
      expect(world.channel.posted).to.deep.equal([]);
    });
  }

  const TYPED: Record<string, unknown[]> = {
    type: ['', 'x'.repeat(101)],
    id: [42, {}, [], null, 'x'.repeat(501)],
    name: [42, {}, null],
    channelId: [42, {}, [], null],
    serviceUrl: [42, {}, [], null, `http://127.0.0.1/${'x'.repeat(500)}`],
    text: [42, {}, ['aide']],
    replyToId: [42, {}, ['card-1']],
    action: [42, {}],
    entities: ['mention', {}, 42, [42], [{ type: 42 }], [{ type: 'mention', mentioned: 'Relais' }]],
    membersAdded: ['bot', {}, [42], [{ id: 42 }]],
    membersRemoved: ['bot', {}, [42]],
    channelData: ['tenant', 42, []],
    'channelData.tenant': ['x', 42, []],
    'channelData.tenant.id': [42, {}, ['x']],
    'from.aadObjectId': [42, {}, ['x'], 'x'.repeat(101)],
    'conversation.tenantId': [42, {}, [LOCAL_TENANT_ID]],
    'conversation.conversationType': [42, {}, ['personal']],
  };
  for (const [path, values] of Object.entries(TYPED)) {
    it(`is refused with 400 when ${path} is of another type or endless`, async () => {
      for (const value of values) {
        const answer = await world.post(broken(path, value));
        expectProblem(answer, 400, 'invalid-activity');
      }
      expect(world.channel.posted).to.deep.equal([]);
    });
  }

  it('is anything that is not an object', async () => {
    for (const body of ['[]', '[{"type":"message"}]', '{}']) {
      expectProblem(await world.post(body), 400, 'invalid-activity');
    }
    for (const body of ['null', '"aide"', '42', 'true']) {
      const answer = await world.post(body);
      expect(answer.status).to.equal(400);
      expect(answer.body.code).to.be.oneOf(['invalid-json', 'invalid-activity']);
    }
  });

  it('leaves neither receipt nor audit line', async () => {
    const before = [await ActivityReceipt.countDocuments(), await AuditEvent.countDocuments()];
    await world.post(broken('from', undefined));
    expect([await ActivityReceipt.countDocuments(), await AuditEvent.countDocuments()]).to.deep.equal(before);
  });

  it('never ends in a 500, whatever stands in whichever field', async () => {
    const ODD = [
      null,
      0,
      -1,
      '',
      ' ',
      'x',
      [],
      {},
      true,
      [[]],
      { id: {} },
      '2026-13-45T99:99:99Z',
      '__proto__',
      { $ne: null },
    ];
    const PATHS = [
      ...['type', 'id', 'name', 'timestamp', 'localTimestamp', 'expiration', 'locale', 'text', 'textFormat', 'value'],
      ...['replyToId', 'action', 'entities', 'attachments', 'channelData', 'channelId', 'serviceUrl', 'deliveryMode'],
      ...[
        'from',
        'from.id',
        'from.aadObjectId',
        'recipient',
        'conversation',
        'conversation.id',
        'conversation.tenantId',
      ],
      ...[
        'channelData.tenant',
        'channelData.team',
        'channelData.channel',
        'channelData.eventType',
        'callerId',
        'relatesTo',
      ],
      ...['membersAdded', 'membersRemoved', 'inputHint', 'importance', 'semanticAction', 'listenFor', 'code', 'label'],
    ];
    for (const path of PATHS) {
      for (const value of ODD) {
        const { status, body } = await world.post(broken(path, value));
        const told = `${path} = ${JSON.stringify(value)} → ${status} ${JSON.stringify(body)}`;
        expect(status, told).to.be.oneOf([200, 400, 403]);
        if (status !== 200) expect(body, told).to.have.keys('type', 'title', 'status', 'code', 'reference');
      }
    }
  });

  it('never ends in a 500 when it is an invoke whose value is odd', async () => {
    const values = [null, 0, 'x', [], {}, { action: null }, { action: [] }, { action: { verb: 42 } }];
    const verbs = ['__proto__', 'constructor', 'toString', 'invitation.send ', 'INVITATION.SEND', ''];
    for (const value of [...values, ...verbs.map((verb) => ({ action: { type: 'Action.Execute', verb, data: {} } }))]) {
      const invoke = { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'card-1', value };
      const { status, body } = await world.post(world.activity(camille, invoke));
      expect(status, JSON.stringify(value)).to.equal(200);
      expect(body).to.include({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
      expect(body.value).to.equal('Cette demande est incomplète. Rouvrez la carte et recommencez.');
    }
    expect(world.channel.posted).to.deep.equal([]);
  });

  it('gives an invoke it does not know an answer in the shape of one, never 501', async () => {
    for (const name of ['composeExtension/query', 'task/fetch', 'signin/verifyState', 'unheard/of', '']) {
      const { status, body } = await world.post(world.activity(camille, { type: 'invoke', name, value: { a: 1 } }));
      expect(status).to.equal(200);
      expect(body).to.include.keys('statusCode', 'type', 'value');
    }
    const { status } = await world.post(world.activity(camille, { type: 'invoke', value: {} }));
    expect(status).to.equal(200);
  });

  describe('comes from elsewhere', () => {
    it('than Teams: 403, on a local server too', async () => {
      for (const channelId of ['webchat', 'directline', 'emulator', 'MSTEAMS', '', undefined]) {
        expectProblem(await world.post(broken('channelId', channelId)), 403, 'channel-refused');
      }
      expect(world.channel.posted).to.deep.equal([]);
    });

    it('than this machine, without credentials: 403, and no token or word goes there', async () => {
      const elsewhere = [
        'https://smba.trafficmanager.net/emea/',
        'http://192.168.1.10:3978/',
        'http://127.0.0.1.evil.example/',
        'http://localhost.evil.example/',
        'http://user@evil.example/',
        'file:///etc/passwd',
        '',
        undefined,
      ];
      for (const serviceUrl of elsewhere) {
        expectProblem(await world.post(broken('serviceUrl', serviceUrl)), 403, 'service-refused');
      }
    });
  });

  it('answers everything else as if nothing had happened', async () => {
    const { posted } = await world.say(camille, 'aide');
    expect(posted).to.have.length(1);
  });
});
