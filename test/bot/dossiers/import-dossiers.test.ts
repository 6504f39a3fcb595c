import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { checkAddress } from '../../../bot/files/fetch-dropped.ts';
import { Dossier } from '../../../models/dossier.ts';
import { PortfolioImport } from '../../../models/portfolio-import.ts';
import { sweepImports } from '../../../workflows/portfolio-imports/sweep-imports.ts';
import { call, formOf } from '../../api/apis.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { companyOf, csvOf } from '../../workflows/portfolio-imports/importing.ts';
import { buttonsOf, nodesOf, textsOf } from '../card-reading.ts';

describe('A file of companies, in conversation (103)', () => {
  let world: World;
  let camille: Person;
  let julien: Person;
  let files: Server;
  let filesUrl: string;
  let served: (path: string) => { status?: number; headers?: Record<string, string>; body?: Buffer; delayMs?: number };
  before(async () => {
    world = await buildWorld('import-bot');
    camille = await world.buildStaff();
    julien = await world.buildStaff({ displayName: 'Julien Lefèvre' });
    files = createServer((request, response) => {
      const { status = 200, headers = {}, body, delayMs = 0 } = served(request.url ?? '');
      setTimeout(() => response.writeHead(status, headers).end(body), delayMs);
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    filesUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  });
  after(async () => {
    files.closeAllConnections();
    files.close();
    await world.close();
  });

  const cardOf = (posted: { activity: { attachments?: { content: unknown }[] } }[]) =>
    posted.at(-1)?.activity.attachments?.[0]?.content as Record<string, unknown>;
  const urlOf = (card: unknown) =>
    nodesOf(card).find(({ type }) => type === 'Action.OpenUrl')?.url as string | undefined;
  const pathOf = (url: string) => new URL(url).pathname;
  const drop = (person: Person, downloadUrl: string, name = 'clients.csv', overrides = {}) =>
    world.say(person, '', {
      attachments: [
        {
          ...{ contentType: 'application/vnd.microsoft.teams.file.download.info', name },
          content: { downloadUrl, uniqueId: 'x', fileType: 'csv' },
        },
      ],
      ...overrides,
    });
  async function deposit(url: string, bytes: Buffer, name = 'clients.csv') {
    const { body, headers } = formOf(bytes, name);
    const answer = await call(world, 'POST', pathOf(url), { body: new Uint8Array(body), headers });
    expect(answer.status).to.equal(200);
    await world.runJobs();
  }
  const press = (card: unknown, title: string, more = {}, person = camille, cardActivityId?: string) => {
    const found = buttonsOf(card as Record<string, unknown>)[title];
    expect(found, `${title} in ${Object.keys(buttonsOf(card as Record<string, unknown>))}`).to.be.an('object');
    return world.click(person, found!.verb, { ...found!.data, ...more }, cardActivityId ? { cardActivityId } : {});
  };

  it('is handed in on a page whose address the card holds; the card turns into the preview, and then the outcome', async () => {
    const { posted } = await world.say(camille, 'importer des dossiers');
    const { activityId } = posted.at(-1)!;
    const card = cardOf(posted);
    expect(card.refresh, 'made again, it would lose the address').to.equal(undefined);
    const rows = [companyOf(1), companyOf(2), companyOf(3, { 'Code APE': '' })];
    await deposit(urlOf(card)!, csvOf(rows), 'portefeuille.csv');
    const preview = world.channel.cardOf(activityId)!;
    expect(textsOf(preview)).to.include('Aperçu : rien n’est encore écrit').and.include('portefeuille.csv');
    expect(textsOf(preview).join('\n')).to.include('Ligne 4').and.include('Le code APE est obligatoire');
    expect(await Dossier.countDocuments({ cabinetId: world.cabinetId })).to.equal(0);

    const answer = await press(preview, 'Oui, importer 2 dossiers', {}, camille, activityId);
    expect(textsOf(answer.card)).to.include('Import en cours');
    await world.runJobs();
    const done = world.channel.cardOf(activityId)!;
    expect(textsOf(done)).to.include('Import terminé');
    const facts = nodesOf(done).find(({ type }) => type === 'FactSet') as { facts: { title: string; value: string }[] };
    expect(Object.fromEntries(facts.facts.map(({ title, value }) => [title, value]))).to.include({
      ...{ 'Lignes lues': '3', 'Dossiers créés': '2', 'Déjà présents': '0', 'Lignes refusées': '1' },
    });
    expect(await Dossier.countDocuments({ cabinetId: world.cabinetId })).to.equal(2);

    const stale = await press(preview, 'Oui, importer 2 dossiers', {}, camille, activityId);
    expect(textsOf(stale.card))
      .to.include('Import terminé')
      .and.include('La situation avait changé : voici l’état actuel.');
    const report = await press(done, 'Télécharger le rapport', {}, camille, activityId);
    const file = await call(world, 'GET', pathOf(urlOf(report.card)!));
    expect(file.bytes.subarray(0, 2).toString()).to.equal('PK');
  });

  it('in a channel, gives each person an address of their own, which the shared card never holds', async () => {
    const channel = {
      conversation: { id: '19:c@thread.tacv2;messageid=1', conversationType: 'channel', tenantId: world.tenantId },
    };
    const { posted } = await world.say(camille, 'importer des dossiers', channel);
    const { activityId } = posted.at(-1)!;
    const card = cardOf(posted);
    expect(urlOf(card)).to.equal(undefined);
    const [mine, theirs] = await Promise.all(
      [camille, julien].map((person) => press(card, 'Obtenir mon lien de dépôt', {}, person, activityId)),
    );
    expect(urlOf(mine!.card)).to.be.a('string').and.not.equal(urlOf(theirs!.card));
    await world.runJobs();
    expect(JSON.stringify(world.channel.posted)).not.to.include(pathOf(urlOf(mine!.card)!));
    await deposit(urlOf(theirs!.card)!, csvOf([companyOf(10)]), 'canal.csv');
    expect(textsOf(world.channel.cardOf(activityId)))
      .to.include('canal.csv')
      .and.include('Julien Lefèvre');
    const record = await PortfolioImport.findOne({ fileName: 'canal.csv' }).lean();
    expect(String(record?.createdBy)).to.equal(String(julien.record._id));
    const refused = await press(world.channel.cardOf(activityId), 'Oui, importer 1 dossier', {}, camille, activityId);
    expect(refused.text, 'somebody else does not decide').to.match(/^Vous n’avez pas le droit/);
    expect((await PortfolioImport.findById(record!._id).lean())?.status).to.equal('previewed');
  });

  it('shows ten faults, then the next ones, and says how many there are', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => companyOf(100 + n, { 'Code APE': 'x' }));
    served = () => ({ body: csvOf(rows) });
    const { posted } = await drop(camille, `${filesUrl}/f`);
    const { activityId } = posted.at(-1)!;
    await world.runJobs();
    const first = world.channel.cardOf(activityId)!;
    expect(textsOf(first)).to.include('Lignes refusées : motifs 1 à 10 sur 25').and.include('Ligne 11');
    const second = await press(first, 'Voir les suivantes');
    expect(textsOf(second.card)).to.include('Lignes refusées : motifs 11 à 20 sur 25');
    const third = await press(second.card, 'Voir les suivantes');
    expect(textsOf(third.card)).to.include('Lignes refusées : motifs 21 à 25 sur 25');
    expect(buttonsOf(third.card)).not.to.have.property('Voir les suivantes');
    const cancelled = await press(first, 'Annuler');
    expect(textsOf(cancelled.card)).to.include('Import annulé : rien n’a été écrit');
  });

  it('asks before it invites, with the number of invitations (domain 110, 112)', async () => {
    const person = { 'Nom du dirigeant': 'Martin', 'E-mail': 'import@bot.example', Invitation: 'oui' };
    served = () => ({ body: csvOf([companyOf(200, person)]) });
    const { posted } = await drop(camille, `${filesUrl}/f`);
    await world.runJobs();
    const card = world.channel.cardOf(posted.at(-1)!.activityId)!;
    const toggle = nodesOf(card).find(({ id }) => id === 'invites');
    expect(toggle).to.include({ value: 'false', title: 'Envoyer aussi l’invitation demandée par le fichier' });
    await press(card, 'Oui, importer 1 dossier', { invites: 'true' });
    await world.runJobs();
    await world.runJobs();
    expect((await world.interlocuteur({ email: 'import@bot.example' }))?.guest.status).to.equal('pending');
  });

  describe('dropped in the chat', () => {
    it('is taken from where Teams keeps it, and its card is the preview', async () => {
      served = (path) =>
        path === '/there' ? { body: csvOf([companyOf(300)]) } : { status: 302, headers: { location: '/there' } };
      const { posted } = await drop(camille, `${filesUrl}/redirected`, 'déposé.csv');
      expect(textsOf(cardOf(posted))).to.include('Lecture du fichier en cours');
      await world.runJobs();
      expect(textsOf(world.channel.cardOf(posted.at(-1)!.activityId))).to.include('Aperçu : rien n’est encore écrit');
    });

    it('a second time, gives the import that is open', async () => {
      served = () => ({ body: csvOf([companyOf(300)]) });
      const { posted } = await drop(camille, `${filesUrl}/f`, 'encore.csv');
      expect(textsOf(cardOf(posted))).to.include('Ce fichier était déjà déposé : voici son import.');
    });

    it('that takes long is followed by its card, and so is one that fails then', async () => {
      for (const [status, expected] of [
        [200, 'Aperçu : rien n’est encore écrit'],
        [500, 'Import impossible'],
      ] as const) {
        served = () => ({ status, body: csvOf([companyOf(310 + status)]), delayMs: 1_800 });
        const { posted } = await drop(camille, `${filesUrl}/slow`, `lent ${status}.csv`);
        expect(textsOf(cardOf(posted)).join('\n')).to.include('en cours de réception');
        await new Promise((resolve) => setTimeout(resolve, 700));
        await world.runJobs();
        expect(textsOf(world.channel.cardOf(posted.at(-1)!.activityId))).to.include(expected);
      }
    });

    it('whose download ended with the process is said to have been cut; should it come all the same, it is read', async () => {
      served = () => ({ body: csvOf([companyOf(330)]), delayMs: 2_200 });
      const { posted } = await drop(camille, `${filesUrl}/slow?tempauth=secret`, 'coupé.csv');
      const shown = () => textsOf(world.channel.cardOf(posted.at(-1)!.activityId)).join('\n');
      await world.runJobs();
      const [expected] = await PortfolioImport.find({ status: 'receiving' }).lean();
      expect(expected).to.include({ fileName: 'coupé.csv' });
      expect(JSON.stringify(expected), 'the address is a secret').not.to.include('secret');
      // To everybody else it is as though the process had ended: nobody goes on with it.
      world.clock.forward(85);
      await sweepImports(world.services);
      expect(await PortfolioImport.countDocuments({ status: 'receiving' }), 'not before its time').to.equal(1);
      world.clock.forward(10);
      await sweepImports(world.services);
      await world.runJobs();
      expect(shown()).to.include('Import impossible').and.to.include('interrompu');
      expect(await PortfolioImport.findById(expected?._id).lean()).to.include({
        status: 'failed',
        failure: 'upload-cut',
      });

      await new Promise((resolve) => setTimeout(resolve, 1_200));
      await world.runJobs();
      expect(shown()).to.include('Aperçu : rien n’est encore écrit');
    });

    it('that is open already, though it took long, shows the import that is open', async () => {
      served = () => ({ body: csvOf([companyOf(330)]), delayMs: 1_800 });
      const { posted } = await drop(camille, `${filesUrl}/slow`, 'encore lent.csv');
      await new Promise((resolve) => setTimeout(resolve, 700));
      await world.runJobs();
      expect(textsOf(world.channel.cardOf(posted.at(-1)!.activityId))).to.include('Aperçu : rien n’est encore écrit');
      expect(await PortfolioImport.countDocuments({ status: 'receiving' })).to.equal(0);
    });

    it('that cannot be had is said at once, with what to do', async () => {
      served = () => ({ status: 404 });
      const { posted } = await drop(camille, `${filesUrl}/gone`);
      expect(posted.at(-1)?.activity.text).to.match(/^Je n’ai pas pu récupérer ce fichier auprès de Teams/);
      served = () => ({ body: Buffer.alloc(0) });
      expect((await drop(camille, `${filesUrl}/empty`)).posted.at(-1)?.activity.text).to.match(/^Ce fichier est vide/);
    });

    it('is asked for nowhere but where Teams keeps files', async () => {
      const asked: string[] = [];
      served = (path) => {
        asked.push(path);
        return { body: Buffer.from('secret') };
      };
      for (const address of [
        'https://evil.example/f.csv',
        'http://169.254.169.254/latest/meta-data',
        'file:///etc/passwd',
        'nonsense',
      ]) {
        const { posted } = await drop(camille, address);
        expect(posted.at(-1)?.activity.text, address).to.match(
          /^Je ne prends que les fichiers déposés dans cette conversation/,
        );
      }
      served = (path) =>
        path === '/away'
          ? { status: 302, headers: { location: 'http://169.254.169.254/latest' } }
          : { body: Buffer.from('x') };
      const { posted } = await drop(camille, `${filesUrl}/away`);
      expect(posted.at(-1)?.activity.text).to.match(/^Je ne prends que les fichiers/);
      served = () => ({ status: 302, headers: { location: '/loop' } });
      expect((await drop(camille, `${filesUrl}/loop`)).posted.at(-1)?.activity.text).to.match(/^Je n’ai pas pu/);
      expect(asked).to.deep.equal([]);
    });

    it('by a guest or a stranger, is not even asked for', async () => {
      let asked = 0;
      served = () => {
        asked += 1;
        return { body: csvOf([companyOf(400)]) };
      };
      const stranger = { ...camille, entraObjectId: randomUUID(), chatUserId: '29:stranger' };
      await drop(stranger, `${filesUrl}/f`);
      expect(asked).to.equal(0);
    });
  });

  const GOOD = ['https://contoso.sharepoint.com/x?tempauth=1', 'https://contoso-my.sharepoint.com/personal/f'];
  const BAD = [
    'http://contoso.sharepoint.com/x',
    'https://sharepoint.com/x',
    'https://evil.example/x.sharepoint.com',
    'https://contoso.sharepoint.com.evil.example/x',
    'https://contoso.sharepoint.com@evil.example/x',
    'https://user:pass@contoso.sharepoint.com/x',
    'https://contoso.sharepoint.com:8443/x',
    'https://evilsharepoint.com/x',
    'https://a.b.sharepoint.com/x',
    'https://127.0.0.1/x',
    'http://localhost:3978/metrics',
    'https://[::1]/x',
    'https://10.0.0.1/x',
    'https://2130706433/x',
    'ftp://contoso.sharepoint.com/x',
    'javascript:alert(1)',
    '',
  ];
  it('is asked for at Microsoft’s addresses only, in production', () => {
    for (const address of GOOD) expect(checkAddress(address, false).href, address).to.equal(address);
    for (const address of BAD) expect(() => checkAddress(address, false), address).to.throw('download-refused');
    expect(checkAddress('http://127.0.0.1:8080/x', true).hostname).to.equal('127.0.0.1');
    for (const address of ['http://10.0.0.1/x', 'http://user@127.0.0.1/x', 'https://evil.example/x']) {
      expect(() => checkAddress(address, true), address).to.throw('download-refused');
    }
  });

  it('the other way round: the portfolio is exported by an address of one’s own', async () => {
    const { posted } = await world.say(camille, 'exporter le portefeuille');
    for (const [title, name] of [
      ['CSV (.csv)', /portefeuille\.csv/],
      ['Excel (.xlsx)', /portefeuille\.xlsx/],
    ] as const) {
      const answer = await press(cardOf(posted), title);
      const file = await call(world, 'GET', pathOf(urlOf(answer.card)!));
      expect(file.headers.get('content-disposition')).to.match(name);
      expect(file.bytes.length).to.be.greaterThan(100);
    }
  });
});
