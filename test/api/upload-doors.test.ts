import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import { allowLongBody, boundRequests } from '../../api/bound-requests.ts';
import { createApi } from '../../api/index.ts';
import { readFilePart } from '../../api/multipart-file.ts';
import { steadily } from '../../api/steadily.ts';
import { uploadBody } from '../../api/upload-body.ts';
import type { AppError } from '../../errors.ts';
import { EntryChunk } from '../../models/entry-chunk.ts';
import { Partner } from '../../models/partner.ts';
import { PartnerLayout } from '../../models/partner-layout.ts';
import { StoredPiece } from '../../models/stored-file.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { call } from './apis.ts';
import { buildPartnerImporting, fecOf, type PartnerImporting } from './partner-importing.ts';

const UPLOAD = '/api/v1/dossiers/FLEURS/imports';
const HUGE = 2 * 1024 * 1024 * 1024;
const AT_ONCE = 8;

describe('The doors that files go through', () => {
  let importing: PartnerImporting;
  const open: (Socket | Server)[] = [];
  before(async () => {
    importing = await buildPartnerImporting('upload-doors', {
      ...{ UPLOAD_IDLE_SECONDS: '1', PARTNER_IMPORT_MAX_MB: '16', PARTNER_IMPORTS_AT_ONCE: '2' },
    });
  });
  afterEach(() => {
    for (const one of open.splice(0)) 'destroy' in one ? one.destroy() : one.closeAllConnections();
  });
  after(() => importing.world.close());

  /** A request by hand: what is written stays as it is, what is answered is kept, and read only when asked to. */
  async function knock(method: string, path: string, headers: Record<string, string | number> = {}, to?: string) {
    const socket = connect(Number(new URL(to ?? importing.world.apiUrl).port), '127.0.0.1');
    open.push(socket);
    const knocked = { socket, answer: '', isClosed: false, sent: 0 };
    socket.on('error', () => undefined);
    socket.on('close', () => (knocked.isClosed = true));
    await once(socket, 'connect');
    const lines = Object.entries({ Host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    return knocked;
  }

  function listen(knocked: Awaited<ReturnType<typeof knock>>) {
    knocked.socket.on('data', (bytes) => (knocked.answer += bytes.toString('latin1')));
    return knocked;
  }

  describe('A form', () => {
    const form = () => ({ ...importing.partner.headers, 'content-type': 'multipart/form-data; boundary=x' });

    it('that begins and falls silent is cut, and gives its place back', async () => {
      const silent = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const { port } = new URL(importing.world.apiUrl);
          const headers = { ...form(), 'content-length': '500000' };
          const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path: UPLOAD, headers });
          outgoing.on('error', () => undefined);
          outgoing.write('--x');
          const [response] = await once(outgoing, 'response');
          outgoing.destroy();
          return response.statusCode;
        }),
      );
      expect(silent).to.deep.equal([408, 408, 408, 408]);
      expect((await importing.post(fecOf(50, 70))).status).to.equal(202);
    });

    it('that drips before its file begins is cut', async () => {
      async function* drip() {
        for (;;) {
          yield Buffer.from('-');
          await pause(10);
        }
      }
      const body = steadily(drip(), { idleMs: 10_000, slowMs: 100 });
      const fault = await readFilePart({ 'content-type': 'multipart/form-data; boundary=x' }, body).catch((e) => e);
      expect((fault as AppError).code).to.equal('upload-too-slow');
    });
  });

  describe('What is packed', () => {
    const bytes = fecOf(400, 71);
    const [first, second] = [gzipSync(bytes.subarray(0, 20_000)), gzipSync(bytes.subarray(20_000))];
    const hidden = Buffer.concat([first, Buffer.alloc(1), second]);

    it('is refused when a member hides behind a zero, instead of being half received', async () => {
      const before = await importing.left();
      expectProblem(await importing.post(hidden), 422, 'compression-broken');
      expectProblem(await importing.post(Buffer.concat([first, Buffer.from('\0x')])), 422, 'compression-broken');
      expectProblem(await importing.post(Buffer.concat([first, Buffer.from('xx')])), 422, 'compression-broken');
      expect(await importing.left()).to.deep.equal(before);
    });

    it('may be several members, and have zeros after the last', async () => {
      const { status, body } = await importing.post(Buffer.concat([first, second]));
      expect({ status, sha256: body.sha256 }).to.deep.equal({
        ...{ status: 202, sha256: createHash('sha256').update(bytes).digest('hex') },
      });
      const padded = await importing.post(Buffer.concat([first, second, Buffer.alloc(200_000)]));
      expect({ status: padded.status, id: padded.body.id }).to.deep.equal({ status: 200, id: body.id });
    });

    it('is held against its digest to the last byte, behind the zeros too', async () => {
      const sent = Buffer.concat([gzipSync(fecOf(50, 72)), Buffer.alloc(300_000)]);
      const of = (part: Buffer) => createHash('sha256').update(part).digest('base64');
      const send = (digest: string) => importing.post(sent, { headers: { 'content-digest': `sha-256=:${digest}=:` } });
      const digest = (part: Buffer) => of(part).slice(0, 43);
      expectProblem(await send(digest(sent.subarray(1))), 422, 'digest-mismatch');
      expect((await send(digest(sent))).status).to.equal(202);
    });

    it('is read alike, however it is cut into pieces', async () => {
      const small = [gzipSync('un'), gzipSync('deux')] as const;
      const read = async (sent: Buffer, at: number) => {
        async function* pieces() {
          yield sent.subarray(0, at);
          await pause(1);
          yield sent.subarray(at);
        }
        const got: Uint8Array[] = [];
        for await (const piece of uploadBody({ headers: {} }, pieces())) got.push(piece);
        return Buffer.concat(got).toString();
      };
      const joined = Buffer.concat(small);
      const apart = Buffer.concat([small[0], Buffer.alloc(2), small[1]]);
      for (let at = 2; at < joined.length; at += 1) {
        expect(await read(joined, at), `${at}`).to.equal('undeux');
        expect(await read(Buffer.concat([joined, Buffer.alloc(9)]), at), `${at}, padded`).to.equal('undeux');
        const fault = await read(apart, at).catch((error: AppError) => error.code);
        expect(fault, `${at}, apart`).to.equal('compression-broken');
      }
    });
  });

  describe('After a refusal', () => {
    it('the answer says that the connection closes, whichever the refusal', async () => {
      const { world, admin, partner, partnerOf } = importing;
      const firm = await createKey(world.services, admin, { label: 'x', scopes: ['imports.read'] });
      const hasty = await partnerOf('Sirius Export');
      await Partner.updateOne({ _id: hasty.partnerId }, { $set: { requestsPerMinute: 1 } });
      await call(world, 'GET', '/api/v1/imports', { headers: hasty.headers });
      const refusals: [status: number, path: string, headers: Record<string, string>][] = [
        [401, UPLOAD, {}],
        [401, '/api/v1/partners', {}],
        [401, '/api/v1/dossiers/import', {}],
        [401, '/api/v1/conversions', {}],
        [403, UPLOAD, { authorization: `Bearer ${firm.key}` }],
        [404, '/api/v1/dossiers/NULLEPART/imports', partner.headers],
        [404, '/api/v1/nulle-part', {}],
        [413, UPLOAD, partner.headers],
        [429, UPLOAD, hasty.headers],
      ];
      for (const [status, path, headers] of refusals) {
        const knocked = listen(await knock('POST', path, { ...headers, 'content-length': HUGE }));
        await eventually(() => expect(knocked.answer, path).to.match(/\r\n\r\n\{.*\}$/));
        expect(knocked.answer, path)
          .to.match(new RegExp(`^HTTP/1.1 ${status} `))
          .and.match(/\r\nConnection: close\r\n/);
        if (status === 429) expect(knocked.answer).to.match(/\r\nRetry-After: \d+\r\n/i);
      }
    });

    it('a sender that goes on is taken little more from, and cut', async () => {
      const knocked = listen(await knock('POST', UPLOAD, { 'content-length': HUGE }));
      const piece = Buffer.alloc(1024 * 1024);
      void (async () => {
        while (!knocked.socket.destroyed) {
          await new Promise((resolve) => knocked.socket.write(piece, resolve));
          knocked.sent += piece.length;
        }
      })();
      await eventually(() => expect(knocked.isClosed).to.equal(true), 15_000);
      expect(knocked.answer).to.match(/^HTTP\/1.1 401 /);
      expect(knocked.sent / piece.length, 'megabytes').to.be.lessThan(128);
    });

    it('a sender that ends soon has its answer, be it short or long', async () => {
      const answer = await importing.post(Buffer.alloc(20 * 1024 * 1024), { by: { headers: {} } });
      expectProblem(answer, 401, 'unauthorized');
      const small = await importing.post(fecOf(2, 73), { by: { headers: {} } });
      expectProblem(small, 401, 'unauthorized');
    });

    it('what follows an answer that is no refusal is cut too', async () => {
      const knocked = listen(
        await knock('GET', '/api/v1/imports', { ...importing.partner.headers, 'content-length': HUGE }),
      );
      const drip = setInterval(() => knocked.socket.write('x'), 100);
      try {
        await eventually(() => expect(knocked.answer).to.match(/^HTTP\/1.1 200 /));
        await eventually(() => expect(knocked.isClosed).to.equal(true), 9_000);
      } finally {
        clearInterval(drip);
      }
    });
  });

  it('give a body little time, but that of a file to whoever was let in', async () => {
    const app = express();
    app.use(boundRequests({ wholeMs: 150, restMs: 150 }));
    app.post('/file', async (sent, response) => {
      allowLongBody(sent);
      let size = 0;
      for await (const bytes of sent) size += bytes.length;
      response.send(`${size} octets`);
    });
    app.post('/json', (sent) => void sent.resume());
    const server = createServer(app).listen(0);
    open.push(server);
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const headers = { 'content-type': 'application/json', 'content-length': 4 };
    const [file, json] = [
      listen(await knock('POST', '/file', headers, to)),
      listen(await knock('POST', '/json', headers, to)),
    ];
    await eventually(() => expect(json.isClosed).to.equal(true));
    await pause(150);
    expect(file.isClosed).to.equal(false);
    file.socket.write('abcd');
    await eventually(() => expect(file.answer).to.match(/4 octets$/));
  });

  describe('Downloads', () => {
    let links: Record<'original' | 'fec', string>;
    before(async () => {
      // More than what lies in the network between two that do not read.
      const { body } = await importing.post(fecOf(100_000, 74));
      links = body.links;
    });

    it('of the headers alone read nothing of the file', async () => {
      const [pieces, chunks] = [spyOn(StoredPiece.collection, 'findOne'), spyOn(EntryChunk.collection, 'find')];
      try {
        for (const link of [links.original, links.fec]) {
          const head = await call(importing.world, 'HEAD', link, { headers: importing.partner.headers });
          expect({ status: head.status, size: head.bytes.length }).to.deep.equal({ status: 200, size: 0 });
          expect(head.headers.get('content-disposition')).to.include('attachment');
        }
        expect([...pieces.given, ...chunks.given]).to.deep.equal([]);
      } finally {
        pieces.restore();
        chunks.restore();
      }
    });

    it('are so many at once for a partner, and one that ends makes room', async () => {
      const neighbour = await importing.partnerOf('Altaïr Paie');
      const theirs = (await importing.post(fecOf(20, 75), { by: neighbour })).body.links.original;
      const stalled = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) =>
          knock('GET', n % 2 ? links.fec : links.original, importing.partner.headers),
        ),
      );
      await eventually(() => expect(stalled.every(({ socket }) => socket.bytesRead > 1_000)).to.equal(true));
      const refused = await importing.get(links.original);
      expectProblem(refused, 429, 'too-many-downloads');
      expect(Number(refused.headers.get('retry-after'))).to.be.greaterThan(0);
      const headers = await call(importing.world, 'HEAD', links.fec, { headers: importing.partner.headers });
      expect(headers.status, 'costs nothing').to.equal(200);
      expect((await importing.get(theirs, neighbour)).status).to.equal(200);
      stalled[0]!.socket.destroy();
      await eventually(async () => expect((await importing.get(links.original)).status).to.equal(200));
    });

    it('whose reader stops reading are cut by the server, and give everything back', async () => {
      const { config, adapter, services } = importing.world;
      const server = createServer(createApi(config, adapter, services)).listen(0, '127.0.0.1');
      server.timeout = 500;
      open.push(server);
      await once(server, 'listening');
      const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const chunks = spyOn(EntryChunk.collection, 'find');
      try {
        await Promise.all(
          Array.from({ length: AT_ONCE }, () => knock('GET', links.fec, importing.partner.headers, to)),
        );
        await eventually(() => expect(chunks.given).to.have.length(AT_ONCE));
        const cursors = chunks.given as { killed: boolean }[];
        expect(cursors.some(({ killed }) => killed)).to.equal(false);
        await eventually(() => expect(cursors.every(({ killed }) => killed)).to.equal(true), 10_000);
      } finally {
        chunks.restore();
      }
      expect((await importing.get(links.original)).status).to.equal(200);
    });
  });

  describe('Sentences for programs', () => {
    const put = (id: string, body: string) =>
      call(importing.world, 'PUT', `/api/v1/layouts/${id}`, {
        ...{ headers: { ...importing.partner.headers, 'content-type': 'application/json' }, body },
      });

    it('name the limit of the route that was passed', async () => {
      const answer = await put('x', JSON.stringify({ mapping: 'x'.repeat(70_000) }));
      expectProblem(answer, 413, 'too-large');
      expect(answer.body.title).to.include('64\u00A0Ko');
    });

    it('speak of no card: columns that somebody changed meanwhile are to be read again', async () => {
      await importing.post(Buffer.from('Date;Compte;Libellé;Débit;Crédit\n15/03/2025;625100;Train;84,00;\n'));
      const [layout] = (await importing.get('/api/v1/layouts')).body.items;
      const { findOneAndUpdate } = PartnerLayout;
      PartnerLayout.findOneAndUpdate = (() => ({ lean: async () => null })) as never;
      try {
        const answer = await put(layout.id, JSON.stringify({ mapping: layout.mapping }));
        expectProblem(answer, 409, 'layout-changed');
        expect(answer.body.title).to.include('relisez-les').and.not.to.include('carte');
      } finally {
        PartnerLayout.findOneAndUpdate = findOneAndUpdate;
      }
    });
  });
});

/** Keeps what a method gives, until it is restored. */
function spyOn(target: object, name: string) {
  const methods = target as Record<string, (...given: unknown[]) => unknown>;
  const method = methods[name]!;
  const given: unknown[] = [];
  methods[name] = function (this: unknown, ...args) {
    const made = method.apply(target, args);
    given.push(made);
    return made;
  };
  return {
    given,
    restore() {
      methods[name] = method;
    },
  };
}

/** Until it holds. */
async function eventually(check: () => unknown, withinMs = 5_000): Promise<void> {
  for (const until = Date.now() + withinMs; ; ) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(25);
    }
  }
}
