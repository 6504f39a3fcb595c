import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Conversion } from '../../../models/conversion.ts';
import { PortfolioImport } from '../../../models/portfolio-import.ts';
import { sweepImports } from '../../../workflows/portfolio-imports/sweep-imports.ts';
import { call, formOf } from '../../api/apis.ts';
import { SIREN } from '../../fixtures/fec/generate-fec.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { bareTra, spoiltTra, TRA_NAME, validDatesOf, wholeTra } from '../../workflows/conversions/converting.ts';
import { companyOf, csvOf } from '../../workflows/portfolio-imports/importing.ts';
import { buttonsOf, nodesOf, textsOf } from '../card-reading.ts';

type Card = Record<string, unknown>;

describe('« Convertir un TRA », in conversation (domain 198 to 206)', () => {
  let world: World;
  let camille: Person;
  let files: Server;
  let filesUrl: string;
  let served: { body: Buffer; delayMs?: number };
  before(async () => {
    world = await buildWorld('conversion-bot');
    camille = await world.buildStaff();
    files = createServer((_request, response) => {
      const { body, delayMs = 0 } = served;
      setTimeout(() => response.end(body), delayMs);
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    filesUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  });
  after(async () => {
    files.closeAllConnections();
    files.close();
    await world.close();
  });

  async function drop(body: Buffer, name = TRA_NAME, { delayMs = 0 } = {}) {
    served = { body, delayMs };
    const content = { downloadUrl: `${filesUrl}/f`, uniqueId: 'x', fileType: 'txt' };
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const { posted } = await world.say(camille, '', { attachments: [{ contentType, name, content }] });
    const { activityId, activity } = posted.at(-1)!;
    const card = activity.attachments?.[0]?.content as Card;
    return {
      activityId,
      card,
      text: activity.text as string | undefined,
      now: () => world.channel.cardOf(activityId)!,
    };
  }
  const said = (card: unknown) => textsOf(card as Card).join('\n');
  const inputs = (card: unknown) =>
    Object.fromEntries(
      nodesOf(card as Card)
        .filter(({ type }) => String(type).startsWith('Input.'))
        .map(({ id, value }) => [id, value]),
    );
  const factsOf = (card: unknown) => {
    const set = nodesOf(card as Card).find(({ type }) => type === 'FactSet') as {
      facts: { title: string; value: string }[];
    };
    return Object.fromEntries(set.facts.map(({ title, value }) => [title, value.replaceAll(/[\u202f\u00a0]/g, ' ')]));
  };
  const press = (card: unknown, title: string, more: Record<string, unknown> = {}, cardActivityId?: string) => {
    const found = buttonsOf(card as Card)[title];
    expect(found, `${title} in ${Object.keys(buttonsOf(card as Card))}`).to.be.an('object');
    // As Teams does, with whatever the fields hold.
    const data = { ...found!.data, ...(title === 'Exporter le FEC' && inputs(card)), ...more };
    return world.click(camille, found!.verb, data, cardActivityId ? { cardActivityId } : {});
  };
  const urlOf = (card: unknown) => nodesOf(card as Card).find(({ type }) => type === 'Action.OpenUrl')?.url as string;
  const fetchFec = (url: string) => call(world, 'GET', new URL(url).pathname);

  for (const sentence of [
    'convertir un TRA',
    'tra en fec',
    'faire un FEC',
    'Convertissez ce TRA',
    'générer un fec',
    'convert a TRA',
  ]) {
    it(`« ${sentence} » says what to drop and where it is had (domain 199, 200, 206)`, async () => {
      const { posted } = await world.say(camille, sentence);
      const text = said(posted.at(-1)?.activity.attachments?.[0]?.content);
      expect(text).to.include('Export Cegid (Comsx)').and.include('numéro du dossier, puis date de clôture');
      expect(text).to.include('avant la clôture périodique');
    });
  }

  it('in a channel, says that files are dropped in the private chat', async () => {
    const conversation = { id: '19:c@thread.tacv2;messageid=1', conversationType: 'channel', tenantId: world.tenantId };
    const { posted } = await world.say(camille, 'convertir un TRA', { conversation });
    expect(said(posted.at(-1)?.activity.attachments?.[0]?.content)).to.include('conversation privée');
  });

  it('a TRA dropped, whatever it is called, becomes a card that says what it is and asks for one choice (domain 202, 203, 206)', async () => {
    for (const name of [TRA_NAME, 'clients.csv', 'grand livre.xlsx']) {
      const { card } = await drop(wholeTra(), name);
      expect(said(card)).to.include('Convertir un TRA en FEC').and.include('Fichier lu : choisissez le FEC à produire');
      expect(said(card)).to.include('avant la clôture périodique');
      expect(factsOf(card)).to.deep.include({
        ...{ SIREN: SIREN.replace(/(\d{3})(\d{3})/, '$1 $2 '), Lignes: '40' },
        Exercice: 'du 01/01/2025 au 31/12/2025',
      });
      expect(inputs(card)).to.deep.equal({ validation: 'provisional', date: '2025-12-31' });
      expect(Object.keys(buttonsOf(card))).to.deep.equal(['Exporter le FEC']);
    }
    expect(await PortfolioImport.countDocuments({}), 'no file of companies is awaited any more').to.equal(0);
  });

  it('« Exporter le FEC » gives the provisional FEC under its required name, to be fetched in the private chat (domain 203, 204)', async () => {
    const { card, activityId, now } = await drop(wholeTra());
    const done = await press(card, 'Exporter le FEC', {}, activityId);
    expect(said(done.card)).to.include('FEC prêt');
    const facts = factsOf(done.card);
    expect(facts).to.include({ 'Nom du FEC': `${SIREN}FEC20251231.txt`, Lignes: '40' });
    expect(facts['Dates de validation']).to.match(/^Provisoire/);
    expect(facts['Débit = crédit']).to.match(/^[\d ]+,\d\d €$/);
    await world.runJobs();
    expect(said(now()), 'the shared card has followed').to.include('FEC prêt');

    const download = await press(done.card, 'Télécharger', {}, activityId);
    expect(said(download.card)).to.include(`Votre FEC est prêt : ${SIREN}FEC20251231.txt`);
    const file = await fetchFec(urlOf(download.card));
    expect(file.headers.get('content-disposition')).to.include(`${SIREN}FEC20251231.txt`);
    expect(validDatesOf(file.text)).to.deep.equal(['']);
    expect(file.text.trim().split('\r\n')).to.have.length(41);
  });

  it('the definitive FEC has the date that was chosen on every line; a wrong date is said beside its field (domain 202)', async () => {
    const { card, activityId, now } = await drop(wholeTra());
    const early = await press(card, 'Exporter le FEC', { validation: 'definitive', date: '2025-01-31' }, activityId);
    expect(said(early.card)).to.include('la date de validation ne peut pas la précéder');
    expect(inputs(early.card), 'as typed').to.include({ validation: 'definitive', date: '2025-01-31' });
    await world.runJobs();
    expect(said(now()), 'nobody else sees the slip').not.to.include('précéder');
    const done = await press(early.card, 'Exporter le FEC', { date: '2026-01-15' }, activityId);
    expect(factsOf(done.card)['Dates de validation']).to.match(/^Définitif/);
    const download = await press(done.card, 'Télécharger', {}, activityId);
    expect(validDatesOf((await fetchFec(urlOf(download.card))).text)).to.deep.equal(['20260115']);
    const again = await press(done.card, 'Produire un autre FEC', {}, activityId);
    const other = await press(again.card, 'Exporter le FEC', { validation: 'provisional' }, activityId);
    expect(factsOf(other.card)['Dates de validation']).to.match(/^Provisoire/);
  });

  it('asks for the company and the closing date when the file tells neither; a dossier does for a SIREN (domain 200, 204)', async () => {
    await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Les Fleurs de Léa', siren: SIREN });
    const { card } = await drop(bareTra(), 'export.tra');
    expect(inputs(card)).to.deep.equal({
      ...{ validation: 'provisional', date: '2025-03-31', closing: '2025-03-31', siren: undefined },
    });
    const missing = await press(card, 'Exporter le FEC', { siren: '', closing: '' });
    expect(said(missing.card)).to.include('Indiquez le SIREN').and.include('Indiquez la date de clôture');
    const done = await press(missing.card, 'Exporter le FEC', { siren: 'fleurs', closing: '2025-12-31' });
    expect(factsOf(done.card)).to.include({ 'Nom du FEC': `${SIREN}FEC20251231.txt`, Clôture: '31/12/2025' });
  });

  it('knows the dossier by the name of the file (domain 200)', async () => {
    await world.buildDossier({ code: '00777', raisonSociale: 'Garage du Pont', siren: '732829320' });
    const { card } = await drop(bareTra(), '00777_30062025.TRA');
    expect(factsOf(card)).to.include({ Dossier: '00777 · Garage du Pont', Clôture: '30/06/2025' });
    expect(inputs(card)).to.deep.equal({ validation: 'provisional', date: '2025-06-30', siren: '732829320' });
    const done = await press(card, 'Exporter le FEC');
    expect(factsOf(done.card)['Nom du FEC']).to.equal('732829320FEC20250630.txt');
  });

  it('says what to mend when there can be no FEC, by sort, and gives none', async () => {
    const { card } = await drop(spoiltTra());
    expect(said(card))
      .to.include('Pas de FEC pour ce fichier')
      .and.match(/anomalie bloquante|anomalies bloquantes/);
    expect(said(card)).to.include('refaites le TRA, puis déposez-le à nouveau');
    expect(Object.keys(buttonsOf(card))).to.deep.equal(['Convertir un autre TRA']);
    const refused = await Conversion.findOne({ status: 'refused' }).sort({ _id: -1 }).lean();
    const asked = await world.click(camille, 'conversion.convert', {
      ...{ conversionId: String(refused?._id), validation: 'provisional', date: '', closing: '', siren: '' },
    });
    expect(said(asked.card)).to.include('La situation avait changé').and.include('Pas de FEC');
    const link = await world.click(camille, 'conversion.download', { conversionId: String(refused?._id) });
    expect(urlOf(link.card)).to.equal(undefined);
  });

  it('that takes long to come is followed by its card: the place that waited becomes the conversion', async () => {
    const { card, activityId, now } = await drop(wholeTra(), TRA_NAME, { delayMs: 1_800 });
    expect(said(card)).to.include('en cours de réception');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await world.runJobs();
    expect(said(now())).to.include('Fichier lu : choisissez le FEC à produire');
    await press(now(), 'Exporter le FEC', {}, activityId);
    await world.runJobs();
    expect(said(now())).to.include('FEC prêt');
    world.clock.forward(200);
    await sweepImports(world.services);
    await world.runJobs();
    expect(said(now()), 'nobody says that it never came').to.include('FEC prêt');
  });

  it('of some size says that it is under way, and the same card becomes the result', async () => {
    const { card, activityId, now } = await drop(wholeTra(20_000));
    const under = await press(card, 'Exporter le FEC', {}, activityId);
    expect(said(under.card)).to.include('Conversion en cours');
    await world.runJobs();
    expect(said(now())).to.include('FEC prêt');
    expect(factsOf(now())).to.include({ Lignes: '20 000' });
  });

  it('is not what a file of companies becomes', async () => {
    const { card } = await drop(csvOf([companyOf(1)]), 'clients.TRA');
    expect(said(card)).to.include('Import de dossiers');
  });

  for (const [sentence, heading] of [
    ['convertir un TRA', 'Convertir un TRA en FEC'],
    ['importer des dossiers', 'Importer des dossiers'],
  ] as const) {
    it(`handed in on the page of « ${sentence} », turns that card into the conversion`, async () => {
      const { posted } = await world.say(camille, sentence);
      const { activityId, activity } = posted.at(-1)!;
      const { pathname } = new URL(urlOf(activity.attachments?.[0]?.content));
      expect((await call(world, 'GET', pathname)).text).to.include(`<h1>${heading}</h1>`);
      const { body, headers } = formOf(wholeTra(), TRA_NAME);
      const answer = await call(world, 'POST', pathname, { body: new Uint8Array(body), headers });
      expect(answer.text).to.include('C’est un TRA');
      await world.runJobs();
      expect(said(world.channel.cardOf(activityId))).to.include('Fichier lu : choisissez le FEC à produire');
    });
  }

  it('a file of companies handed in on the page for a TRA is its import all the same', async () => {
    const { posted } = await world.say(camille, 'tra en fec');
    const { activityId, activity } = posted.at(-1)!;
    const { pathname } = new URL(urlOf(activity.attachments?.[0]?.content));
    const { body, headers } = formOf(csvOf([companyOf(2)]), 'clients.csv');
    await call(world, 'POST', pathname, { body: new Uint8Array(body), headers });
    await world.runJobs();
    expect(said(world.channel.cardOf(activityId))).to.include('Aperçu : rien n’est encore écrit');
  });

  it('that is kept no longer says so, on the card and at its address', async () => {
    const { card, activityId } = await drop(wholeTra());
    const done = await press(card, 'Exporter le FEC', {}, activityId);
    const download = await press(done.card, 'Télécharger', {}, activityId);
    world.clock.forward(24 * 60 * 60 + 1);
    expect((await fetchFec(urlOf(download.card))).status).to.equal(410);
    const { conversionId } = buttonsOf(done.card as Card).Télécharger!.data as { conversionId: string };
    const shown = await world.click(camille, 'conversion.view', { conversionId });
    expect(said(shown.card)).to.include('Conversion expirée').and.include('Déposez à nouveau le TRA');
  });
});
