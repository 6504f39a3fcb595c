import { expect } from 'chai';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

describe('POST /api/messages', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('messages');
    camille = await world.buildStaff();
  });
  after(() => world.close());

  async function send(
    method: string,
    body?: RequestInit['body'],
    headers: Record<string, string> = {},
    path = '/api/messages',
  ) {
    const init = { method, headers, ...(body !== undefined && { body, duplex: 'half' }) } as RequestInit;
    const response = await fetch(`${world.apiUrl}${path}`, init);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }
  const JSON_TYPE = { 'content-type': 'application/json' };

  it('takes an activity and answers 200', async () => {
    const { status } = await send('POST', JSON.stringify(world.activity(camille, { text: 'aide' })), JSON_TYPE);
    expect(status).to.equal(200);
  });

  it('takes JSON under its other names, and in any capitals', async () => {
    for (const type of [
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/vnd.microsoft.activity+json',
    ]) {
      const body = JSON.stringify(world.activity(camille, { text: 'aide' }));
      expect((await send('POST', body, { 'content-type': type })).status, type).to.equal(200);
    }
  });

  it('refuses a card payload of 2 MB with a problem document, before reading it', async () => {
    const data = { dossier: 'TEST1', message: 'x'.repeat(2 * 1_024 * 1_024) };
    const value = { action: { type: 'Action.Execute', verb: 'invitation.send', data } };
    const invoke = world.activity(camille, { type: 'invoke', name: 'adaptiveCard/action', value });
    const answer = await send('POST', JSON.stringify(invoke), JSON_TYPE);
    expectProblem(answer, 413, 'too-large');
    expect(answer.type).to.match(/^application\/problem\+json/);
    expect(answer.body.title).to.equal('Le contenu envoyé est trop volumineux : 256 Ko au plus.');
    expect(world.channel.posted.filter(({ activity }) => activity.text)).to.deep.equal([]);
  });

  it('takes what is just below the limit, and refuses what is just above', async () => {
    const activity = world.activity(camille, { text: 'aide', locale: '' });
    const room = 256 * 1_024 - JSON.stringify(activity).length;
    const just = (more: number) => JSON.stringify({ ...activity, locale: 'x'.repeat(room + more) });
    expect((await send('POST', just(0), JSON_TYPE)).status).to.equal(200);
    expectProblem(await send('POST', just(1), JSON_TYPE), 413, 'too-large');
  });

  it('refuses 2 MB that come in pieces, or packed so as to look small', async () => {
    const pieces = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 32; i += 1) controller.enqueue(new Uint8Array(64 * 1_024).fill(0x20));
        controller.close();
      },
    });
    expectProblem(await send('POST', pieces, JSON_TYPE), 413, 'too-large');
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(JSON.stringify({ type: 'message', text: 'x'.repeat(2 * 1_024 * 1_024) }));
    expect(packed.length).to.be.below(10_000);
    const answer = await send('POST', packed, { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expectProblem(answer, 413, 'too-large');
  });

  it('refuses what is not JSON, or only begins like it', async () => {
    for (const body of ['bonjour', '{', '{"type":"message"', '{"type":}', "{'type':'message'}", '\u0000', '<xml/>']) {
      const answer = await send('POST', body, JSON_TYPE);
      expectProblem(answer, 400, 'invalid-json');
      expect(answer.type).to.match(/^application\/problem\+json/);
    }
  });

  it('refuses JSON in an encoding or packing that nobody uses', async () => {
    expectProblem(
      await send('POST', '{}', { 'content-type': 'application/json; charset=klingon' }),
      400,
      'invalid-json',
    );
    expectProblem(await send('POST', '{}', { ...JSON_TYPE, 'content-encoding': 'klingon' }), 400, 'invalid-json');
    expectProblem(await send('POST', 'not gzip', { ...JSON_TYPE, 'content-encoding': 'gzip' }), 400, 'invalid-json');
  });

  it('refuses an empty body, with or without a type', async () => {
    for (const headers of [JSON_TYPE, {}, { ...JSON_TYPE, 'content-length': '0' }]) {
      const answer = await send('POST', '', headers as Record<string, string>);
      expect(answer.status).to.be.oneOf([400, 415]);
      expectProblem(answer, answer.status, answer.status === 400 ? 'invalid-activity' : 'unsupported-media-type');
    }
  });

  it('refuses other types', async () => {
    const body = JSON.stringify(world.activity(camille, { text: 'aide' }));
    for (const type of ['text/plain', 'text/html', 'application/x-www-form-urlencoded', 'application/octet-stream']) {
      expectProblem(await send('POST', body, { 'content-type': type }), 415, 'unsupported-media-type');
    }
  });

  it('refuses other methods, and names the one it takes', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await send(method);
      expectProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers.get('allow'), method).to.equal('POST');
    }
  });

  it('takes its address with a slash at the end, and knows nothing behind it', async () => {
    const body = JSON.stringify(world.activity(camille, { text: 'aide' }));
    expect((await send('POST', body, JSON_TYPE, '/api/messages/')).status).to.equal(200);
    expectProblem(await send('POST', body, JSON_TYPE, '/api/messages/1'), 404, 'not-found');
  });
});
