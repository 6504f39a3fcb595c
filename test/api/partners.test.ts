import { expect } from 'chai';
import type { z } from 'zod';
import {
  changedWebhookResponse,
  createdPartnerResponse,
  partnerResponse,
  partnersResponse,
  rotatedKeyResponse,
} from '../../api/partners.schema.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Partner } from '../../models/partner.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { authenticatePartner } from '../../workflows/partners/authenticate-partner.ts';
import { createPartner } from '../../workflows/partners/create-partner.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildPartnering, type Partnering } from '../workflows/partners/partnering.ts';
import { call, keyOf } from './apis.ts';

const PARTNERS = '/api/v1/partners';
const NOBODY = 'f'.repeat(24);

describe('A program that manages partner applications (162)', () => {
  let scene: Partnering;
  let headers: Record<string, string>;
  let keyId: string;
  before(async () => {
    scene = await buildPartnering('api-partners');
    const made = await createKey(scene.world.services, scene.admin, { label: 'x', scopes: ['partners.manage'] });
    headers = { authorization: `Bearer ${made.key}` };
    keyId = made.keyId;
  });
  after(() => scene.world.close());

  const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    call(scene.world, method, `${PARTNERS}${path}`, {
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...more },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const create = async (body: object) => {
    const answer = await send('POST', '', body);
    expect(answer.status, answer.text).to.equal(201);
    return answer.body as z.infer<typeof createdPartnerResponse>;
  };
  /** The answer, once it is sure that it is what the document says. */
  const asDocumented = (answer: { status: number; body: unknown }, status: number, schema: z.ZodType) => {
    expect(answer.status, JSON.stringify(answer.body)).to.equal(status);
    const parsed = schema.safeParse(answer.body);
    expect(parsed.error?.issues ?? []).to.deep.equal([]);
    return answer.body as never;
  };
  const opens = async (key: string) => (await authenticatePartner(scene.world.services, key)) !== undefined;

  it('creates one, and gets its key once (domain 162)', async () => {
    const answer = await send('POST', '', { name: ' Pulsar  Notes de frais ' });
    const made: z.infer<typeof createdPartnerResponse> = asDocumented(answer, 201, createdPartnerResponse);
    expect(made).to.deep.include({ name: 'Pulsar Notes de frais', reach: 'all', dossiers: null, webhook: null });
    expect(answer.headers.get('location')).to.equal(`${PARTNERS}/${made.id}`);
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    expect(await opens(made.key)).to.equal(true);
    const seen = await send('GET', `/${made.id}`);
    asDocumented(seen, 200, partnerResponse);
    const list = await send('GET', '');
    asDocumented(list, 200, partnersResponse);
    expect(list.body.items[0]).to.include({ id: made.id, keyPrefix: made.prefix });
    for (const { text } of [seen, list]) expect(text).not.to.include(made.key.slice(-43));
    const [line] = await scene.linesOf(made.id);
    expect(line).to.deep.include({ act: 'partner.created', door: 'api' });
    expect(line!.after).to.include({ apiKeyId: keyId });
    expectProblem(await send('POST', '', { name: 'pulsar notes de FRAIS' }), 409, 'partner-name-taken');
  });

  it('restricts it to dossiers by their codes, or not (domain 169)', async () => {
    const { id } = await create({ name: 'Paie', dossiers: ['fleurs', 'ETE-1'] });
    expect((await send('GET', `/${id}`)).body.dossiers).to.deep.equal(['Été-1', 'FLEURS']);
    asDocumented(await send('PATCH', `/${id}`, { dossiers: ['FLEURS'] }), 200, partnerResponse);
    const renamed = await send('PATCH', `/${id}`, { name: 'Paie Facile' });
    expect(renamed.body).to.deep.include({ name: 'Paie Facile', dossiers: ['FLEURS'] });
    const opened = await send('PATCH', `/${id}`, { dossiers: null });
    expect(opened.body).to.deep.include({ reach: 'all', dossiers: null, dossierCount: 0 });
    expect((await send('PATCH', `/${id}`, {})).status).to.equal(200);
    expect(await scene.linesOf(id)).to.have.length(4);
  });

  it('is told which codes it has wrong, and nothing is written then', async () => {
    const before = await Partner.countDocuments();
    const unknown = await send('POST', '', { name: 'Faute', dossiers: ['FLEURS', 'NULLEPART'] });
    expectProblem(unknown, 422, 'partner-dossiers-unknown');
    expect(unknown.body.title).to.include('NULLEPART').and.not.include('FLEURS');
    expectProblem(await send('POST', '', { name: 'Faute', dossiers: ['PARTI'] }), 422, 'partner-dossiers-left');
    expectProblem(await send('POST', '', { name: 'Faute', webhookUrl: 'http://a.example' }), 422, 'webhook-not-https');
    expect(await Partner.countDocuments()).to.equal(before);
  });

  const FAULTS: [what: string, body: unknown, field: RegExp][] = [
    ['no name', {}, /«\sname\s» : manque/],
    ['a name that is no text', { name: 42 }, /«\sname\s» : doit être un texte/],
    ['an empty name', { name: '  ' }, /«\sname\s» : doit être renseigné/],
    ['a name too long', { name: 'x'.repeat(61) }, /«\sname\s» : doit compter 60/],
    ['a name with tags', { name: '<b>' }, /«\sname\s» : contient/],
    // Else a slip of the pen would open every dossier.
    ['« dossier » for « dossiers »', { name: 'X', dossier: ['FLEURS'] }, /«\sdossier\s» : n’est pas connu/],
    ['an empty list of dossiers', { name: 'X', dossiers: [] }, /«\sdossiers\s» : ne nomme aucun/],
    ['dossiers that are no list', { name: 'X', dossiers: 'FLEURS' }, /«\sdossiers\s» : doit être une liste/],
    ['a code that is no text', { name: 'X', dossiers: [{ $ne: 1 }] }, /«\sdossiers\.0\s»/],
    ['too many dossiers', { name: 'X', dossiers: Array.from({ length: 501 }, (_, n) => `D${n}`) }, /plus de 500/],
    ['an address that is no text', { name: 'X', webhookUrl: 1 }, /«\swebhookUrl\s» : doit/],
    ['a list', [], /«\scorps\s» : doit être un objet/],
  ];
  for (const [what, body, field] of FAULTS) {
    it(`is told which field is wrong: ${what}`, async () => {
      const answer = await send('POST', '', body);
      expectProblem(answer, 400, 'request-invalid');
      expect(answer.body.title).to.match(field);
      expect(await Partner.countDocuments({ name: 'X' })).to.equal(0);
    });
  }

  it('is told what a body must be: JSON, and of a reasonable size', async () => {
    expectProblem(await send('POST', '', '{"name":', {}), 400, 'invalid-json');
    expectProblem(await send('POST', '', 'name=X', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type');
    expectProblem(await send('POST', '', { name: 'x'.repeat(70_000) }), 413, 'too-large');
  });

  it('renews the key, the old one staying good for a while or not', async () => {
    const { id, key } = await create({ name: 'Rotation' });
    const usual = await send('POST', `/${id}/keys`);
    const next: z.infer<typeof rotatedKeyResponse> = asDocumented(usual, 201, rotatedKeyResponse);
    expect(new Date(next.previousKeyExpiresAt!).getTime()).to.equal(scene.world.clock.now().getTime() + 24 * 3_600_000);
    expect([await opens(key), await opens(next.key)]).to.deep.equal([true, true]);
    const sudden = await send('POST', `/${id}/keys`, { graceHours: 0 });
    asDocumented(sudden, 201, rotatedKeyResponse);
    expect(sudden.body).not.to.have.property('previousKeyExpiresAt');
    expect([await opens(key), await opens(next.key), await opens(sudden.body.key)]).to.deep.equal([false, false, true]);
    for (const graceHours of [-1, 1.5, 169, '24', null]) {
      expectProblem(await send('POST', `/${id}/keys`, { graceHours }), 400, 'request-invalid');
    }
    const seen = asDocumented(await send('GET', `/${id}`), 200, partnerResponse) as z.infer<typeof partnerResponse>;
    expect(seen.keys.map(({ valid }) => valid)).to.deep.equal([true, false, false]);
  });

  it('revokes one key, then the partner; said twice, it is answered as the first time', async () => {
    const made = await create({ name: 'Fin' });
    const { body: next } = await send('POST', `/${made.id}/keys`, {});
    for (let i = 0; i < 2; i += 1) {
      expect((await send('DELETE', `/${made.id}/keys/${made.keyId}`)).status).to.equal(204);
    }
    expect([await opens(made.key), await opens(next.key)]).to.deep.equal([false, true]);
    expectProblem(await send('DELETE', `/${made.id}/keys/${NOBODY}`), 404, 'not-found');
    for (let i = 0; i < 2; i += 1) expect((await send('DELETE', `/${made.id}`)).status).to.equal(204);
    expect(await opens(next.key)).to.equal(false);
    asDocumented(await send('GET', `/${made.id}`), 200, partnerResponse);
    expectProblem(await send('PATCH', `/${made.id}`, { name: 'Fini' }), 409, 'partner-revoked');
    expectProblem(await send('POST', `/${made.id}/keys`), 409, 'partner-revoked');
    expect((await create({ name: 'Fin' })).id).not.to.equal(made.id);
  });

  it('says where the partner is told, and gets the secret once', async () => {
    const { id, webhookSecret } = await create({ name: 'Webhook', webhookUrl: 'https://api.pulsar.example/a' });
    const put = await send('PUT', `/${id}/webhook`, { url: 'https://api.pulsar.example/b' });
    const changed: z.infer<typeof changedWebhookResponse> = asDocumented(put, 200, changedWebhookResponse);
    expect(changed.secret)
      .to.match(/^whsec_/)
      .and.not.equal(webhookSecret);
    expect(changed.previousSecretExpiresAt).to.be.a('string');
    const seen = await send('GET', `/${id}`);
    expect(seen.body.webhook).to.deep.equal({ url: 'https://api.pulsar.example/b' });
    expect(seen.text).not.to.include('whsec_');
    expectProblem(await send('PUT', `/${id}/webhook`, { url: 'https://u:p@a.example' }), 422, 'webhook-credentials');
    expectProblem(await send('PUT', `/${id}/webhook`, {}), 400, 'request-invalid');
    for (let i = 0; i < 2; i += 1) expect((await send('DELETE', `/${id}/webhook`)).status).to.equal(204);
    expect((await send('GET', `/${id}`)).body.webhook).to.equal(null);
  });

  it('pages the list, and bears odd pages', async () => {
    const { body } = await send('GET', '?skip=1&limit=1');
    expect(body).to.include({ skip: 1, limit: 1 });
    expect(body.items).to.have.length(1);
    expect(body.total).to.be.greaterThan(2);
    expect((await send('GET', '?skip=-1&limit=abc')).body).to.include({ skip: 0, limit: 50 });
  });

  it('gets nothing of what is not there, of another firm, or of another method', async () => {
    const { world, stranger } = scene;
    const foreign = await createPartner(world.services, stranger, {
      ...{ name: 'Ailleurs', dossierIds: null, via: { door: 'teams' } },
    });
    for (const id of [NOBODY, foreign.partnerId, 'x', '%24ne']) {
      for (const [method, path, body] of [
        ...([
          ['GET', ''],
          ['DELETE', ''],
          ['PATCH', '', { name: 'X' }],
          ['POST', '/keys', {}],
        ] as const),
        ...([
          ['DELETE', `/keys/${NOBODY}`],
          ['DELETE', '/webhook'],
        ] as const),
        ['PUT', '/webhook', { url: 'https://evil.example/x' }],
      ] as const) {
        expectProblem(await send(method, `/${id}${path}`, body), 404, 'not-found');
      }
    }
    const after = await scene.recordOf(foreign.partnerId);
    expect(after).to.deep.include({ name: 'Ailleurs', version: 1 });
    const put = await send('PUT', '', {});
    expectProblem(put, 405, 'method-not-allowed');
    expect(put.headers.get('allow')).to.equal('GET, POST');
  });

  describe('without a good key', () => {
    const tryWith = (authorization?: string) =>
      call(scene.world, 'POST', PARTNERS, {
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify({ name: 'Pirate' }),
      });
    after(async () => expect(await Partner.countDocuments({ name: 'Pirate' })).to.equal(0));

    it('is refused, be it with the key of a partner', async () => {
      const { key } = await scene.create();
      for (const header of [undefined, 'Bearer x', `Bearer ${key}`]) {
        expectProblem(await tryWith(header), 401, 'unauthorized');
      }
    });

    it('is refused when the key is for something else', async () => {
      const { key } = await keyOf(scene.world, scene.admin);
      expectProblem(await tryWith(`Bearer ${key}`), 403, 'not-allowed');
    });

    it('is refused once whoever made it is no longer an administrateur', async () => {
      const person = await scene.world.buildStaff({ roles: ['administrateur'] });
      const { key } = await createKey(scene.world.services, scene.world.asStaff(person), {
        ...{ label: 'x', scopes: ['partners.manage'] },
      });
      await Collaborateur.updateOne({ _id: person.record._id }, { $set: { roles: ['collaborateur'] } });
      expectProblem(await tryWith(`Bearer ${key}`), 403, 'not-allowed');
      expectProblem(
        await call(scene.world, 'GET', PARTNERS, { headers: { authorization: `Bearer ${key}` } }),
        ...([403, 'not-allowed'] as const),
      );
    });
  });
});
