import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Types } from 'mongoose';
import { AuditEvent } from '../../models/audit-event.ts';
import { Dossier, type DossierRecord, dossierKeys } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { ShownCard } from '../../models/shown-card.ts';
import { Team } from '../../models/team.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

const OTHER_FIRM = 'aaaaaaaa-3d24-4f86-9b07-c2e8f1a6d540';
const INCOMPLETE = 'Cette demande est incomplète. Rouvrez la carte et recommencez.';
const NOT_OURS = 'Cet élément n’existe plus ou n’appartient pas à votre cabinet.';
const ON_ONE = ['view', 'resend', 'correct-ask', 'correct', 'remove-ask', 'remove'].map((act) => `invitation.${act}`);

describe('Card data that somebody has tampered with', () => {
  let world: World;
  let camille: Person;
  let dossier: DossierRecord;
  let mine: InterlocuteurRecord;
  let theirs: { dossierId: string; interlocuteurId: string };
  before(async () => {
    world = await buildWorld('forged');
    camille = await world.buildStaff();
    dossier = await world.buildDossier({ code: 'TEST1' });
    await world.click(camille, 'invitation.send', form('mine@client.example'));
    await world.runJobs();
    mine = (await world.interlocuteur({ email: 'mine@client.example' }))!;
    theirs = await buildOtherFirm();
  });
  after(() => world.close());

  it('with another firm’s ids finds nothing, changes nothing and shows nothing of them', async () => {
    const before = JSON.stringify(await Interlocuteur.findById(theirs.interlocuteurId).lean());
    for (const verb of ON_ONE) {
      const answer = await click(verb, { ...theirs, generation: 1, email: 'new@client.example' });
      expect(answer.text, verb).to.equal(NOT_OURS);
      expect(JSON.stringify(answer.body)).not.to.match(/Concurrent|SECRET/);
    }
    expect(JSON.stringify(await Interlocuteur.findById(theirs.interlocuteurId).lean())).to.equal(before);
    expect(await ShownCard.countDocuments({ watches: theirs.interlocuteurId })).to.equal(0);
  });

  it('with one id of ours and one of another firm’s finds nothing either', async () => {
    const mixed = { interlocuteurId: String(mine._id), dossierId: theirs.dossierId, generation: 1 };
    for (const verb of ['invitation.view', 'invitation.correct-ask', 'invitation.remove-ask']) {
      expect((await click(verb, mixed)).text, verb).to.equal(NOT_OURS);
    }
    const reversed = { ...theirs, dossierId: String(dossier._id), generation: 1 };
    expect((await click('invitation.view', reversed)).text).to.equal(NOT_OURS);
  });

  it('with ids that nobody has finds nothing', async () => {
    const nobody = { interlocuteurId: String(new Types.ObjectId()), dossierId: String(new Types.ObjectId()) };
    for (const verb of ON_ONE) {
      expect((await click(verb, { ...nobody, generation: 1 })).text, verb).to.equal(NOT_OURS);
    }
  });

  it('cannot link a client to another firm’s dossier, by code or by choice', async () => {
    const byCode = await click('invitation.send', { ...form('a@client.example'), dossier: 'SECRET' });
    expect(JSON.stringify(byCode.card)).to.include('Aucun dossier ne correspond à « SECRET »');
    await world.buildDossier({ code: 'NEAR1' });
    await world.buildDossier({ code: 'NEAR2' });
    const byChoice = await click('invitation.send', {
      ...form('a@client.example'),
      dossier: 'NEAR',
      dossierId: theirs.dossierId,
    });
    expect(JSON.stringify(byChoice.card)).to.include('choisissez le bon ci-dessous');
    expect(JSON.stringify(byChoice.card)).not.to.include(theirs.dossierId);
    expect(await world.interlocuteur({ email: 'a@client.example' })).to.equal(null);
  });

  it('cannot add a client to another firm’s team', async () => {
    const answer = await click('invitation.send', { ...form('b@client.example'), teamId: 'their-team' });
    expect(JSON.stringify(answer.card)).to.include('Je ne suis plus présent dans cette équipe');
    expect(await world.interlocuteur({ email: 'b@client.example' })).to.equal(null);
  });

  const NOT_IDS = [
    { $ne: null },
    { $gt: '' },
    { $oid: '0'.repeat(24) },
    ['0'.repeat(24)],
    42,
    null,
    '',
    'x',
    'Z'.repeat(24),
  ];
  for (const field of ['interlocuteurId', 'dossierId']) {
    it(`whose ${field} is a query, a list or nothing is refused before any look-up`, async () => {
      for (const value of [...NOT_IDS, undefined, `${mine._id}\n`, ` ${mine._id}`, `${mine._id}'`]) {
        for (const verb of ON_ONE) {
          const data = {
            interlocuteurId: String(mine._id),
            dossierId: String(dossier._id),
            generation: 1,
            [field]: value,
          };
          expect((await click(verb, data)).text, `${verb} ${JSON.stringify(value)}`).to.equal(INCOMPLETE);
        }
      }
    });
  }

  it('whose generation is a query or no number is refused', async () => {
    for (const generation of [{ $gt: 0 }, 'one', -1, 0, 1.5, Number.NaN, null, undefined, [1, 2]]) {
      const data = { interlocuteurId: String(mine._id), dossierId: String(dossier._id), generation };
      expect((await click('invitation.remove', data)).text, JSON.stringify(generation)).to.equal(INCOMPLETE);
    }
    expect((await world.interlocuteur({ _id: mine._id }))?.guest.status).to.equal('pending');
  });

  it('whose form fields are queries or lists reads them as empty', async () => {
    const odd = { $ne: null };
    const everything = ['dossier', 'dossierId', 'nom', 'prenom', 'email', 'qualite', 'mobile', 'message', 'teamId'];
    const count = await Interlocuteur.countDocuments();
    const answer = await click('invitation.send', Object.fromEntries(everything.map((field) => [field, odd])));
    expect(JSON.stringify(answer.card)).to.include('Champ obligatoire');
    expect(await Interlocuteur.countDocuments()).to.equal(count);
    const corrected = await click('invitation.correct', { ...ref(), email: odd });
    expect(JSON.stringify(corrected.card)).to.include('Champ obligatoire');
  });

  it('with keys of the prototype does not reach it', async () => {
    const data = `{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},${JSON.stringify(ref()).slice(1)}`;
    const invoke = world.activity(camille, { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'card-1' });
    const action = `{"action":{"type":"Action.Execute","verb":"invitation.view","data":${data}}}`;
    const { status, body } = await world.post(JSON.stringify({ ...invoke, value: 'X' }).replace('"X"', action));
    expect(status).to.equal(200);
    expect(body.type).to.equal('application/vnd.microsoft.card.adaptive');
    expect(({} as { isAdmin?: boolean }).isAdmin).to.equal(undefined);
  });

  it('naming a command that does not exist runs nothing', async () => {
    for (const command of [
      'constructor',
      '__proto__',
      'toString',
      'invitation.send',
      '',
      'x'.repeat(51),
      { $ne: 1 },
      3,
    ]) {
      expect((await click('command.run', { command })).text, JSON.stringify(command)).to.equal(INCOMPLETE);
    }
  });

  it('that names another person, firm or role is taken for the one who clicked', async () => {
    const boss = await world.buildStaff({ roles: ['administrateur'], displayName: 'Alix Patronne' });
    const identity = {
      from: { id: boss.chatUserId, aadObjectId: boss.entraObjectId },
      staff: { collaborateurId: String(boss.record._id), roles: ['administrateur'] },
      cabinetId: OTHER_FIRM,
      requestedBy: String(boss.record._id),
      entraObjectId: boss.entraObjectId,
      displayName: boss.displayName,
    };
    await click('invitation.send', { ...form('c@client.example'), ...identity });
    const record = (await world.interlocuteur({ email: 'c@client.example' }))!;
    expect(String(record.guest.requestedBy)).to.equal(String(camille.record._id));
    expect(record.cabinetId).to.equal(world.cabinetId);
    const line = await AuditEvent.findOne({ 'subject.id': String(record._id) }).lean();
    expect(line?.actor).to.deep.equal({ kind: 'collaborateur', id: String(camille.record._id) });
    expect(JSON.stringify(await world.click(camille, 'invitation.view', refOf(record)))).not.to.include('Alix');
  });

  it('does not let somebody without the right remove an access, whatever it says', async () => {
    const other = await world.buildStaff({ displayName: 'Thomas Garnier' });
    const answer = await world.click(other, 'invitation.remove', { ...ref(), roles: ['administrateur'] });
    expect(answer.text).to.include('Vous n’avez pas le droit de faire cela');
    expect((await world.interlocuteur({ _id: mine._id }))?.guest.status).to.equal('pending');
  });

  function click(verb: string, data: Record<string, unknown>) {
    return world.click(camille, verb, data, { cardActivityId: `card-${randomUUID()}` });
  }

  function form(email: string) {
    return { dossier: 'TEST1', nom: 'Martin', email, qualite: 'direction-tpe' };
  }

  function refOf({ _id, links, guest }: InterlocuteurRecord) {
    return { interlocuteurId: String(_id), dossierId: String(links[0]?.dossierId), generation: guest.generation };
  }

  function ref() {
    return refOf(mine);
  }

  async function buildOtherFirm() {
    const foreign = await Dossier.create({
      ...{ cabinetId: OTHER_FIRM, code: 'SECRET', raisonSociale: 'Concurrent', ape: '1071C' },
      ...dossierKeys('SECRET', 'Concurrent'),
    });
    await Team.create({ cabinetId: OTHER_FIRM, aadGroupId: 'their-team', name: 'Concurrent' });
    const { _id, ...record } = mine;
    const links = [{ ...mine.links[0]!, dossierId: foreign._id }];
    const copy = await Interlocuteur.create({ ...record, cabinetId: OTHER_FIRM, nom: 'Concurrent', links });
    return { dossierId: String(foreign._id), interlocuteurId: String(copy._id) };
  }
});
