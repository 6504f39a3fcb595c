import { expect } from 'chai';
import { Types } from 'mongoose';
import { Offer } from '../../../models/offer.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';

describe('Seeing', () => {
  let world: World;
  let camille: Person;
  let julien: Person;
  let dossierId: string;
  before(async () => {
    world = await buildWorld('seeing');
    camille = await world.buildStaff({ roles: ['administrateur'] });
    julien = await world.buildStaff({ displayName: 'Julien Lefèvre' });
    const dossier = await world.buildDossier({
      ...{ code: 'TEST1', raisonSociale: 'Boulangerie Martin', siren: '912003407', nic: '00018' },
      ...{ maitreDuDossierId: camille.record._id, chefDeMissionId: julien.record._id },
    });
    dossierId = String(dossier._id);
    await world.buildDossier({ code: 'TEST12', raisonSociale: 'Garage du Vieux Port' });
  });
  after(() => world.close());

  const said = async (person: Person, text: string) => {
    const { posted } = await world.say(person, text);
    return JSON.stringify(posted.at(-1)?.activity.attachments?.[0]?.content ?? posted.at(-1)?.activity.text);
  };
  const importOf = (status: 'awaiting' | 'booked' | 'error', fileName = 'ventes.txt') =>
    PartnerImport.create({
      ...{ cabinetId: world.cabinetId, dossierId, partner: 'Caisse & Co', format: 'custom', status, fileName },
    });

  it('shows a dossier with Statut and Statut Teams, its maître and its responsable (domain 12, 13, 43)', async () => {
    const card = await said(camille, 'dossier TEST1');
    expect(card).to.include('Statut : Opérationnel').and.to.include('Statut Teams : Aucun invité');
    expect(card).to.include('Camille Roux').and.to.include('Julien Lefèvre');
    expect(card.replaceAll('\u00a0', ' ')).to.include('912 003 407 00018');
  });

  it('finds a dossier by its name and by its SIREN as by its code', async () => {
    for (const typed of ['dossier boulangerie martin', 'dossier 912003407', 'ouvre le dossier test1']) {
      expect(await said(camille, typed), typed).to.include('Statut : Opérationnel');
    }
  });

  it('asks which one when a beginning fits several (domain 62), and says when there is none', async () => {
    const several = await said(camille, 'dossier TEST');
    expect(several).to.include('TEST12').and.to.include('choisissez');
    expect(await said(camille, 'dossier zzz')).to.include('Aucun dossier ne correspond');
  });

  it('says on opening a dossier that imports wait on it; without any it says nothing (domain 164)', async () => {
    expect(await said(camille, 'dossier TEST1')).not.to.include('attend une décision');
    await importOf('booked');
    expect(await said(camille, 'dossier TEST1'), 'one that is decided waits for nobody').not.to.include('décision');
    await importOf('awaiting');
    expect(await said(camille, 'dossier TEST1')).to.include('Un import partenaire attend une décision');
    await importOf('error', 'achats.txt');
    expect(await said(camille, 'dossier TEST1')).to.include('2 imports partenaires attendent');
  });

  it('« Oui » lists all the imports of the dossier, the decided ones too, in the console’s own words (domain 166, 170, 171, 187, 190, 192)', async () => {
    const { card } = await world.click(camille, 'dossier.imports', { dossierId });
    const text = JSON.stringify(card);
    for (const words of [
      'En attente de validation',
      'Terminé avec erreur',
      'Terminé avec succès',
      'Caisse & Co',
      'Personnalisé',
    ]) {
      expect(text).to.include(words);
    }
    expect(text.match(/ventes\.txt/g), 'the same file name twice').to.have.length(2);
  });

  it('« Non » shows the dossier alone, with the imports a button away (domain 165)', async () => {
    const { card } = await world.click(camille, 'dossier.hide-imports', { dossierId });
    const text = JSON.stringify(card);
    expect(text).not.to.include('attendent une décision');
    expect(text).to.include('Imports partenaires').and.to.include('Statut : Opérationnel');
  });

  it('shows everybody their own portfolio, and the firm’s to who answers for none', async () => {
    const mine = await said(camille, 'portefeuille');
    expect(mine).to.include('Mes dossiers').and.to.include('TEST1 ·').and.not.to.include('TEST12');
    const nadia = await world.buildStaff({ displayName: 'Nadia Benali' });
    expect(await said(nadia, 'portefeuille'))
      .to.include('Portefeuille du cabinet')
      .and.to.include('TEST12');
    const all = await world.click(camille, 'portfolio.page', { scope: 'all' });
    expect(JSON.stringify(all.card)).to.include('TEST12');
  });

  it('pages through hundreds of dossiers without losing or repeating one', async () => {
    for (let i = 0; i < 21; i += 1) await world.buildDossier({ code: `P${String(i).padStart(3, '0')}` });
    const seen: string[] = [];
    let after: unknown;
    for (let pages = 0; pages < 10; pages += 1) {
      const { card } = await world.click(camille, 'portfolio.page', {
        scope: 'all',
        ...(after !== undefined && { after }),
      });
      const text = JSON.stringify(card);
      seen.push(
        ...[...text.matchAll(/"text":"([^"]+?) · /g)]
          .map(([, code]) => code!)
          .filter((code) => /^(P\d|TEST)/.test(code)),
      );
      after = /"after":"([^"]+)"/.exec(text)?.[1];
      if (after === undefined) break;
    }
    expect(seen).to.have.length(23);
    expect(new Set(seen).size).to.equal(23);
  });

  it('tells where a dossier and a person stand, and who must act (domain 38)', async () => {
    const form = {
      dossier: 'TEST1',
      prenom: 'Claire',
      nom: 'Martin',
      email: 'claire@x.example',
      qualite: 'direction-tpe',
    };
    await world.click(camille, 'invitation.send', form);
    await world.runJobs();
    for (const question of ['où en est TEST1', 'ou en est boulangerie']) {
      expect(await said(camille, question), question)
        .to.include('Claire Martin')
        .and.to.include('en attente d’acceptation');
    }
    expect(await said(camille, 'où en est Claire Martin ?')).to.include('en attente d’acceptation');
    const unknown = await said(camille, 'où en est Zébulon');
    expect(unknown).to.include('Je ne trouve ni dossier ni interlocuteur');
  });

  it('follows what it shows: an open dossier changes with its people', async () => {
    const { posted } = await world.say(camille, 'dossier TEST1');
    const { activityId } = posted.at(-1)!;
    expect(JSON.stringify(world.channel.cardOf(activityId))).to.include('Invitations en cours');
    await world.control.accept('claire@x.example');
    for (let i = 0; i < 4; i += 1) {
      const at = world.clock.now();
      await world.services.queue.enqueue('sweep-invitations', {}, { key: String(at.getTime()), runAt: at });
      await world.runJobs({ forward: 3 });
    }
    expect(JSON.stringify(world.channel.cardOf(activityId))).to.include('Statut Teams : Opérationnel');
  });

  it('shows nothing of another firm, nor anything to a forged identifier', async () => {
    for (const [verb, data] of [
      ['dossier.view', { dossierId: String(new Types.ObjectId()) }],
      ['exit.view', { dossierId: String(new Types.ObjectId()) }],
      ['dossier.imports', { dossierId: String(new Types.ObjectId()) }],
      ['plan.view', { dossierId, interlocuteurId: String(new Types.ObjectId()), offer: 'start' }],
    ] as const) {
      const { text } = await world.click(camille, verb, data);
      expect(text, verb).to.include('n’existe plus');
    }
    const { text } = await world.click(camille, 'dossier.view', { dossierId: { $ne: null } as never });
    expect(text).to.include('incomplète');
  });

  describe('the catalogue of services', () => {
    it('shows the four of them, free or paid, with what each gives (domain 67, 68, 69, 72, 74, 77, 78)', async () => {
      const card = await said(julien, 'offres');
      for (const words of [
        'Start',
        'Consultation',
        'Co-production',
        'Cegid Flow',
        'gratuit',
        'payant, sur souscription',
      ]) {
        expect(card).to.include(words);
      }
      expect(card.replaceAll('\u00a0', ' ')).to.include('tous les modules sauf « Révision »');
      expect(card, 'a collaborateur edits nothing').not.to.include('offer.edit-ask');
    });

    it('is edited by an administrateur, field by field, and by nobody else (domain 79, 80, 81)', async () => {
      expect(await said(camille, 'offres')).to.include('offer.edit-ask');
      const { card } = await world.click(camille, 'offer.edit-ask', { code: 'start' });
      expect(JSON.stringify(card)).to.include('Nom en anglais');
      const form = {
        ...{ labelFr: 'Start +', labelEn: 'Start +', descriptionFr: 'Tout voir.', descriptionEn: 'See all.' },
        ...{ downloadUrl: '', isPaid: 'true', isPresent: 'true', rights: 'ged.consult,hack' },
      };
      const faulty = await world.click(camille, 'offer.edit', {
        code: 'start',
        version: 1,
        ...form,
        labelFr: ' ',
        downloadUrl: 'ftp://x',
      });
      expect(JSON.stringify(faulty.card)).to.include('Champ obligatoire').and.to.include('adresse sécurisée');
      const saved = await world.click(camille, 'offer.edit', { code: 'start', version: 1, ...form });
      expect(JSON.stringify(saved.card)).to.include('Service enregistré').and.to.include('Start +');
      const record = await Offer.findOne({ cabinetId: world.cabinetId, code: 'start' }).lean();
      expect(record).to.deep.include({ isPaid: true, rights: ['ged.consult'], version: 2 });
      const stale = await world.click(camille, 'offer.edit', { code: 'start', version: 1, ...form, labelFr: 'Autre' });
      expect(JSON.stringify(stale.card)).to.include('Un collègue a modifié ce service');
      const refused = await world.click(julien, 'offer.edit', { code: 'start', version: 2, ...form });
      expect(refused.text).to.include('Vous n’avez pas le droit');
    });
  });
});
