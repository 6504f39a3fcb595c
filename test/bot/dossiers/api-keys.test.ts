import { expect } from 'chai';
import { ApiKey } from '../../../models/api-key.ts';
import { AuditEvent } from '../../../models/audit-event.ts';
import { call } from '../../api/apis.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { buttonsOf, nodesOf, textsOf } from '../card-reading.ts';

const KEY = /relais_[0-9a-f]{12}_[\w-]{43}/;

describe('The keys of other programs, in conversation', () => {
  let world: World;
  let admin: Person;
  let staff: Person;
  before(async () => {
    world = await buildWorld('api-keys');
    admin = await world.buildStaff({ roles: ['administrateur'] });
    staff = await world.buildStaff({ displayName: 'Thomas Garnier' });
  });
  after(() => world.close());

  const ask = async (person: Person, text: string, overrides = {}) => {
    const { posted } = await world.say(person, text, overrides);
    const { attachments, text: said } = posted.at(-1)!.activity;
    return { card: attachments?.[0]?.content as Record<string, unknown>, said };
  };
  const keyOn = (card: unknown) => KEY.exec(textsOf(card).join('\n').replaceAll('\\', ''))?.[0];

  it('are made by an administrateur, seen once, in a private chat only', async () => {
    const { card } = await ask(admin, 'créer une clé d’API');
    const { verb, data } = buttonsOf(card)['Créer une clé']!;
    const made = await world.click(admin, verb, { ...data, label: 'Reprise <b>' });
    const key = keyOn(made.card)!;
    expect(key).to.match(KEY);
    const answer = await call(world, 'GET', `/api/v1/dossiers/imports/${'0'.repeat(24)}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).to.equal(404);
    expect(JSON.stringify(world.channel.posted), 'never in a message').not.to.include(key);
    const list = await ask(admin, 'clés d’API');
    expect(textsOf(list.card).join('\n')).to.include('Reprise b').and.not.include(key.split('_')[2]!);
    expect(await AuditEvent.findOne({ act: 'api-key.created' }).lean()).to.be.an('object');
    expect(JSON.stringify(await ApiKey.find().lean())).not.to.include(key.split('_').slice(2).join('_'));
  });

  it('are not for others, and not in front of others', async () => {
    for (const text of ['créer une clé d’API', 'clés d’API']) {
      expect((await ask(staff, text)).said).to.match(/^Vous n’avez pas le droit/);
    }
    const channel = {
      conversation: { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: world.tenantId },
    };
    expect((await ask(admin, 'créer une clé d’API', channel)).said).to.match(/conversation privée/);
    const forced = await world.click(admin, 'api-key.create', { label: 'x' }, channel as never);
    expect(forced.text).to.match(/conversation privée/);
    const byOther = await world.click(staff, 'api-key.create', { label: 'x' });
    expect(byOther.text).to.match(/^Vous n’avez pas le droit/);
    expect(await ApiKey.countDocuments()).to.equal(1);
  });

  it('are revoked after a question, and stay in the list as revoked', async () => {
    const { card } = await ask(admin, 'clés d’API');
    const line = nodesOf(card).find(({ verb }) => verb === 'api-key.revoke-ask') as { data: Record<string, unknown> };
    const question = await world.click(admin, 'api-key.revoke-ask', line.data);
    expect((await ApiKey.findOne().lean())?.revokedAt).to.equal(undefined);
    const { verb, data } = buttonsOf(question.card)['Oui, révoquer']!;
    expect((await world.click(staff, verb, data)).text).to.match(/^Vous n’avez pas le droit/);
    const after = await world.click(admin, verb, data);
    expect(textsOf(after.card).join('\n')).to.match(/Révoquée le/);
    expect((await ApiKey.findOne().lean())?.revokedAt).to.be.instanceOf(Date);
  });
});
