import { expect } from 'chai';
import { Types } from 'mongoose';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Dossier } from '../../../models/dossier.ts';
import { Notification } from '../../../models/notification.ts';
import { Partner } from '../../../models/partner.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { PartnerLayout, type PartnerLayoutRecord } from '../../../models/partner-layout.ts';
import { ShownCard } from '../../../models/shown-card.ts';
import { call } from '../../api/apis.ts';
import { buildPartnerImporting, type PartnerImporting } from '../../api/partner-importing.ts';
import { LAYOUTS, type MadeLayout, renderLayout } from '../../fixtures/custom/layouts.ts';
import type { Person, World } from '../../support/world.ts';
import { buttonsOf, faultsOf, type Node, nodesOf, textsOf, valuesOf } from '../card-reading.ts';

/** The columns of a made-up program, under names that nobody can guess. */
function renamed(layout: MadeLayout, names: Record<string, string>): MadeLayout {
  return { ...layout, columns: layout.columns.map(([header, ...rest]) => [names[header] ?? header, ...rest]) };
}

describe('The columns of a partner’s own files, in conversation (domain 161, 171)', () => {
  let importing: PartnerImporting;
  let world: World;
  let maitre: Person;
  let chef: Person;
  before(async () => {
    importing = await buildPartnerImporting('bot-columns');
    world = importing.world;
    maitre = await world.buildStaff({ displayName: 'Camille Roux' });
    chef = await world.buildStaff({ displayName: 'Thomas Garnier' });
    await Dossier.updateOne(
      { _id: importing.dossier._id },
      { $set: { maitreDuDossierId: maitre.record._id, chefDeMissionId: chef.record._id } },
    );
    // Whom Teams reaches, it knows.
    for (const person of [maitre, chef]) await world.say(person, 'aide');
  });
  after(() => world.close());

  const read = (card: unknown) => textsOf(card).join('\n').replaceAll('\\', '');
  const ask = async (person: Person, text: string, overrides = {}) => {
    const { posted } = await world.say(person, text, overrides);
    return posted.at(-1)!.activity.attachments?.[0]?.content as Node;
  };
  const press = (card: Node | undefined, title: string, typed: Node = {}, person = maitre, overrides = {}) => {
    const { verb, data } = buttonsOf(card)[title]!;
    return world.click(person, verb, { ...data, ...typed }, overrides);
  };
  const postFile = async (layout: MadeLayout, seed: number, options = {}) => {
    const name = { name: 'ecritures.csv', ...options };
    return (await importing.post(renderLayout(layout, { lines: 60, seed }), name)).body as {
      id: string;
      status: string;
    };
  };
  const statusOf = async (id: string) => (await PartnerImport.findById(id).lean())!.status;
  const cardsSaid = (summary: RegExp) =>
    world.channel.posted.filter(({ method, activity }) => method === 'POST' && summary.test(activity.summary ?? ''));
  const optionsOf = (card: unknown, field: string) =>
    Object.fromEntries(
      (nodesOf(card).find(({ id }) => id === field)!.choices as Node[]).map(({ title, value }) => [title, value]),
    );
  const layoutOf = (header: string) => PartnerLayout.findOne({ header }).lean<PartnerLayoutRecord>();
  /** The card of a layout, by a column that it alone has. */
  const open = async (header: string, person = maitre) => {
    const { _id } = (await layoutOf(header))!;
    return (await world.click(person, 'layout.view', { layoutId: _id })).card as Node;
  };

  describe('when the first file with them comes', () => {
    const layout = renamed(LAYOUTS[0]!, { Compte: 'Cpta', Pièce: 'Bidule' });
    let sent: { id: string; status: string };
    let told: Node;
    before(async () => {
      sent = await postFile(layout, 1);
      await world.runJobs();
      told = cardsSaid(/aux colonnes nouvelles/).at(-1)!.activity.attachments![0]!.content as Node;
    });

    it('the maître du dossier is told in person, once, however many files come', async () => {
      expect(sent.status).to.equal('error');
      await postFile(layout, 2);
      await world.runJobs();
      const cards = cardsSaid(/^Pulsar Notes de frais a envoyé un fichier aux colonnes nouvelles$/);
      expect(cards.map(({ conversationId }) => conversationId)).to.deep.equal([`a:${maitre.chatUserId}`]);
      expect(read(told))
        .to.include('à confirmer une fois')
        .and.include('FLEURS · Les Fleurs de Léa')
        .and.include('Cpta');
      const { _id, layoutId } = (await Notification.findOne({ kind: 'layout-guessed' }).lean())!;
      expect(_id).to.equal(`layout:${layoutId}:guessed:${maitre.record._id}`);
    });

    it('the list says how many imports wait, and leads to the card', async () => {
      const list = await ask(maitre, 'colonnes à confirmer');
      expect(read(list)).to.include('2 imports en attente').and.include('Journal · Date · Cpta');
      const { verb, data } = nodesOf(list).find(({ selectAction }) => selectAction)!.selectAction as {
        verb: string;
        data: Node;
      };
      const { card } = await world.click(maitre, verb, data);
      expect(read(card)).to.include('À confirmer une fois');
    });

    it('the card shows each column with what it is taken for and its first values', async () => {
      const card = (await press(told, 'Voir les colonnes')).card as Node;
      const shown = nodesOf(card).find(({ type }) => type === 'FactSet')!.facts as { title: string; value: string }[];
      const said = Object.fromEntries(shown.map(({ title, value }) => [title, value]));
      expect(said.Journal).to.match(/^code du journal\s: \w+/);
      expect(said.Date).to.match(/^date de l’écriture\s: \d\d\/\d\d\/\d{4}/);
      expect(said.Cpta).to.match(/^numéro de compte\s: \d{3}/);
      expect(valuesOf(card)).to.include({ CompteNum: '2', EcritureDate: '1', Debit: '4', Credit: '5' });
      expect(valuesOf(card)).to.include({ dateOrder: 'JJMMAAAA', decimal: ',', amounts: 'sides' });
      const orders = Object.keys(optionsOf(card, 'dateOrder'));
      expect(orders[0]).to.match(/^«\s\d\d\/\d\d\/\d{4}\s»\s: \d{1,2} \S+ \d{4} \(jour, mois, année\)$/);
      expect(Object.keys(optionsOf(card, 'decimal'))[0]).to.match(/^«\s[\d ]+,\d\d\s»\s: .*€ \(virgule\)$/);
    });

    it('what is missing is said in French, what was chosen being kept, and nothing is confirmed', async () => {
      const card = await open('Cpta');
      const faulty = (await press(card, 'Confirmer', { ...valuesOf(card), CompteNum: 'none', EcritureLib: '6' }))
        .card as Node;
      expect(faultsOf(faulty).CompteNum).to.equal(
        'Choisissez la colonne qui contient cette donnée : numéro de compte.',
      );
      expect(read(faulty)).to.include('Colonnes à indiquer : numéro de compte.').and.not.include('CompteNum\n');
      expect(valuesOf(faulty)).to.include({ CompteNum: 'none', EcritureLib: '6' });
      const twice = (await press(card, 'Confirmer', { ...valuesOf(card), CompteNum: '1' })).card;
      expect(faultsOf(twice).EcritureDate).to.match(/déjà prise/);
      const forged = (await press(card, 'Confirmer', { ...valuesOf(card), CompteNum: '200' })).card;
      expect(faultsOf(forged).CompteNum).to.match(/n’a pas cette colonne/);
      expect((await layoutOf('Cpta'))!.status).to.equal('guessed');
    });

    it('amounts in another form ask for their columns first', async () => {
      const card = await open('Cpta');
      const asked = (await press(card, 'Confirmer', { ...valuesOf(card), amounts: 'signed' })).card as Node;
      expect(faultsOf(asked)).to.have.all.keys('MontantSigne');
      expect(valuesOf(asked)).to.include({ amounts: 'signed', MontantSigne: 'none' }).and.not.have.any.keys('Debit');
    });

    it('one column changed and confirmed, the imports are read again and every card says so', async () => {
      const posted = await ask(maitre, 'colonnes de pulsar');
      expect(read(posted)).to.include('Cpta');
      // The card in the chef's chat, which nobody touches.
      const followed = await world.say(chef, 'colonnes');
      const chefCard = { cardActivityId: followed.posted.at(-1)!.activityId };
      const { _id: layoutId } = (await layoutOf('Cpta'))!;
      await world.click(chef, 'layout.view', { layoutId }, chefCard);
      await world.runJobs();
      expect(read(world.channel.cardOf(chefCard.cardActivityId))).to.include('À confirmer une fois');

      const card = await open('Cpta');
      const typed = { ...valuesOf(card), PieceRef: '6' };
      const answer = (await press(card, 'Confirmer', typed)).card as Node;
      expect(read(answer))
        .to.include('Colonnes confirmées par Camille Roux')
        .and.include('2 imports en cours de relecture');
      await world.runJobs();
      expect(await statusOf(sent.id)).to.equal('awaiting');
      expect(read(await open('Cpta')))
        .to.include('2 imports relus.')
        .and.not.include('en cours');
      expect(read(world.channel.cardOf(chefCard.cardActivityId)))
        .to.include('Colonnes confirmées par Camille Roux')
        .and.include('2 imports relus.');
      const { mapping, confirmedBy } = (await layoutOf('Cpta'))!;
      expect(mapping.columns).to.have.nested.property('PieceRef.header', 'Bidule');
      expect(confirmedBy).to.deep.equal({ kind: 'collaborateur', id: String(maitre.record._id) });
      const line = await AuditEvent.findOne({ act: 'partner-layout.confirmed' }).lean();
      expect(line).to.deep.include({ door: 'teams', actor: { kind: 'collaborateur', id: String(maitre.record._id) } });
    });

    it('the same click again, or an older card, writes nothing and gets the present card', async () => {
      const { _id: layoutId, version, mapping } = (await layoutOf('Cpta'))!;
      expect(version).to.equal(1);
      const { card } = await world.click(chef, 'layout.confirm', { layoutId, version: 0, CompteNum: '0' });
      expect(read(card)).to.include('avaient changé entre-temps').and.include('Colonnes confirmées par Camille Roux');
      expect((await layoutOf('Cpta'))!.mapping).to.deep.equal(mapping);
    });

    it('a second file passes at once', async () => {
      expect((await postFile(layout, 3)).status).to.equal('awaiting');
    });

    it('may be changed later', async () => {
      const form = (await press(await open('Cpta'), 'Modifier les colonnes')).card as Node;
      expect(valuesOf(form)).to.include({ PieceRef: '6', EcritureLet: '7' });
      expect(read(await press(form, 'Annuler').then(({ card }) => card))).to.include('Colonnes confirmées');
      const { card } = await press(form, 'Confirmer', { ...valuesOf(form), EcritureLet: 'none' }, chef);
      expect(read(card)).to.include('Colonnes confirmées par Thomas Garnier');
      expect((await layoutOf('Cpta'))!).to.have.nested.property('mapping.extras[0].header', 'Lettrage');
    });
  });

  describe('in other files', () => {
    it('without a journal, one for the whole file is asked for and is on every line', async () => {
      const layout = renamed(LAYOUTS[0]!, { Compte: 'Cpte' });
      const columns = layout.columns.filter(([header]) => header !== 'Journal');
      const { id } = await postFile({ ...layout, columns }, 10);
      const card = await open('Cpte');
      expect(nodesOf(card).find(({ id: field }) => field === 'journal')).to.include({ placeholder: 'OD, à défaut' });
      await press(card, 'Confirmer', { ...valuesOf(card), journal: 'NF' });
      await world.runJobs();
      const entries = (await importing.get(`/api/v1/imports/${id}/journals`)).body.items;
      expect(entries.map(({ code }: { code: string }) => code)).to.deep.equal(['NF']);
    });

    it('of a wide file are chosen from lists that go on, what was chosen being kept', async () => {
      const wide = Array.from({ length: 200 }, (_, n) => [`Zone ${n}`, () => `v${n}`] as MadeLayout['columns'][number]);
      const layout = renamed(LAYOUTS[0]!, { Compte: 'Cpt' });
      await postFile({ ...layout, columns: [...layout.columns, ...wide] }, 20);
      let card = await open('Cpt');
      expect(read(card))
        .to.include('208 colonnes')
        .and.match(/\d+ autres colonnes ne sont pas affichées/);
      let pages = 1;
      const typed = { ...valuesOf(card), EcritureLib: '6' };
      while (!Object.keys(optionsOf(card, 'PieceRef')).includes('Zone 199')) {
        card = (await press(card, 'Colonnes suivantes', { ...valuesOf(card), ...(pages === 1 && typed) })).card as Node;
        pages += 1;
        expect(valuesOf(card)).to.include({ EcritureLib: '6', CompteNum: '2' });
        expect(pages).to.be.lessThan(100);
      }
      expect(Object.keys(buttonsOf(card)))
        .to.include('Premières colonnes')
        .and.not.include('Colonnes suivantes');
      const last = optionsOf(card, 'PieceRef')['Zone 199'];
      const { card: done } = await press(card, 'Confirmer', { ...valuesOf(card), PieceRef: last });
      expect(read(done)).to.include('Colonnes confirmées');
      expect(await layoutOf('Cpt')).to.have.nested.property('mapping.columns.PieceRef.header', 'Zone 199');
    });

    it('agreed to while a file comes in do not leave that file behind', async () => {
      const layout = renamed(LAYOUTS[0]!, { Compte: 'Kompte' });
      await postFile(layout, 30);
      const card = await open('Kompte');
      await press(card, 'Confirmer', valuesOf(card));
      await world.runJobs();
      // As the other file left it: read by the guess, finished after the agreement was carried out.
      await PartnerLayout.updateOne({ header: 'Kompte' }, { $set: { status: 'guessed' } });
      const { id, status } = await postFile(layout, 31);
      await PartnerLayout.updateOne({ header: 'Kompte' }, { $set: { status: 'confirmed' } });
      expect(status).to.equal('error');
      await world.runJobs();
      expect(await statusOf(id)).to.equal('awaiting');
    });

    it('of a dossier that nobody answers for are told to the administrateurs, by mail where Teams does not reach them', async () => {
      const admin = importing.admin;
      await postFile(renamed(LAYOUTS[2]!, { Account: 'Konto' }), 40, { code: 'GARAGE' });
      await world.runJobs();
      const { _id } = (await layoutOf('Konto'))!;
      const said = await Notification.find({ layoutId: _id }).lean();
      expect(said.map(({ collaborateurId }) => String(collaborateurId))).to.deep.equal([String(admin.collaborateurId)]);
      expect(said[0]).to.include({ state: 'sent', sentVia: 'mail' });
    });

    it('agreed to by the partner meanwhile are no longer spoken of', async () => {
      await postFile(renamed(LAYOUTS[3]!, { Cpte: 'Ledger' }), 50);
      const { _id, fingerprint, mapping } = (await layoutOf('Ledger'))!;
      const { status } = await call(world, 'PUT', `/api/v1/layouts/${fingerprint}`, {
        headers: { ...importing.partner.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ mapping }),
      });
      expect(status).to.equal(200);
      await world.runJobs();
      expect(await Notification.countDocuments({ layoutId: _id, state: 'sent' })).to.equal(0);
      expect(read(await open('Ledger'))).to.include('Colonnes confirmées par le partenaire');
    });

    it('are listed by partner; one that is not known is said so', async () => {
      await importing.partnerOf('Comète Caisse');
      expect(read(await ask(maitre, 'colonnes de Comète'))).to.include('Aucun partenaire n’a encore envoyé');
      expect(read(await ask(maitre, 'colonnes de Nébuleuse'))).to.match(
        /Aucune application partenaire.*«\sNébuleuse\s»/,
      );
      const all = await ask(maitre, 'colonnes');
      expect(read(all)).to.include('Confirmées').and.include('À confirmer');
      expect(read(await ask(maitre, 'colonnes à confirmer'))).not.to.include('Confirmées');
    });

    it('of another firm, or of nobody, are not found', async () => {
      const { _id: __, ...record } = (await layoutOf('Cpta'))!;
      const foreign = { ...record, cabinetId: 'other', partnerId: new Types.ObjectId(), header: ['Étranger'] };
      const layoutId = `${foreign.partnerId}:${record.fingerprint}`;
      await PartnerLayout.collection.insertOne({ ...foreign, _id: layoutId } as never);
      await Partner.collection.insertOne({ _id: foreign.partnerId, cabinetId: 'other', name: 'Étranger SA' });
      const unknown = `${'f'.repeat(24)}:${'0'.repeat(64)}`;
      for (const one of [layoutId, unknown]) {
        for (const verb of ['layout.view', 'layout.edit', 'layout.more', 'layout.confirm']) {
          const { text, card } = await world.click(maitre, verb, { layoutId: one, version: record.version });
          expect(card, verb).to.equal(undefined);
          expect(text, verb).to.match(/n’existe plus/);
        }
      }
      expect((await PartnerLayout.findById(layoutId).lean())!.version).to.equal(record.version);
      expect(read(await ask(maitre, 'colonnes'))).not.to.include('Étranger');
      expect(await ShownCard.countDocuments({ 'refs.layoutId': layoutId })).to.equal(0);
    });

    it('can be read in English', async () => {
      await world.say(chef, 'english');
      const list = await ask(chef, 'columns');
      expect(read(list)).to.include('Columns of partner files');
      expect(read(await open('Cpta', chef))).to.include('Columns confirmed by Thomas Garnier');
    });
  });
});
