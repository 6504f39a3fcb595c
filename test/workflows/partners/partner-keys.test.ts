import { expect } from 'chai';
import { Collaborateur } from '../../../models/collaborateur.ts';
import { isKeyGood, Partner } from '../../../models/partner.ts';
import { createKey } from '../../../workflows/api-keys/create-key.ts';
import { authenticatePartner } from '../../../workflows/partners/authenticate-partner.ts';
import { changePartnerWebhook } from '../../../workflows/partners/change-partner-webhook.ts';
import { revokePartner } from '../../../workflows/partners/revoke-partner.ts';
import { revokePartnerKey } from '../../../workflows/partners/revoke-partner-key.ts';
import { rotatePartnerKey } from '../../../workflows/partners/rotate-partner-key.ts';
import { buildPartnering, type Partnering, refusalOf, TEAMS } from './partnering.ts';

const HOUR = 3_600;

describe('The keys of a partner application', () => {
  let scene: Partnering;
  before(async () => {
    scene = await buildPartnering('partner-keys');
  });
  after(() => scene.world.close());

  const opens = async (key: string) => (await authenticatePartner(scene.world.services, key)) !== undefined;
  const rotate = (partnerId: string, input: object = {}, staff = scene.admin) =>
    rotatePartnerKey(scene.world.services, staff, { partnerId, ...TEAMS, ...input });
  const revoke = (partnerId: string, keyId: string, staff = scene.admin) =>
    revokePartnerKey(scene.world.services, staff, { partnerId, keyId, ...TEAMS });
  const end = (partnerId: string, staff = scene.admin) =>
    revokePartner(scene.world.services, staff, { partnerId, ...TEAMS });

  describe('to whoever calls with one', () => {
    it('say which partner it is, and nothing that is secret', async () => {
      const made = await scene.create();
      const caller = await authenticatePartner(scene.world.services, made.key);
      expect(caller).to.deep.include({ keyId: made.keyId, prefix: made.prefix });
      expect(Object.keys(caller!.partner)).to.have.members([
        ...['_id', 'cabinetId', 'name', 'reach', 'dossierIds', 'requestsPerMinute'],
      ]);
      expect(String(caller!.partner._id)).to.equal(made.partnerId);
    });

    it('stay good when whoever made them leaves the firm: they are the partner’s own (domain 162)', async () => {
      const person = await scene.world.buildStaff({ roles: ['administrateur'] });
      const made = await rotatePartnerKey(scene.world.services, scene.world.asStaff(person), {
        ...{ partnerId: (await scene.create()).partnerId, ...TEAMS },
      });
      await Collaborateur.updateOne({ _id: person.record._id }, { $set: { isActive: false, roles: [] } });
      expect(await opens(made!.key)).to.equal(true);
    });

    it('are refused alike when malformed, of another kind, unknown or wrong', async () => {
      const made = await scene.create();
      const own = await createKey(scene.world.services, scene.admin, { label: 'x', scopes: ['partners.manage'] });
      const wrong = `${made.prefix}_${'A'.repeat(43)}`;
      const unknown = `relaisp_${'0'.repeat(12)}_${'A'.repeat(43)}`;
      const others = [
        '',
        'x',
        `${made.key}A`,
        made.key.slice(0, -1),
        made.prefix,
        made.key.replace('relaisp', 'relais'),
      ];
      for (const key of [own.key, wrong, unknown, ...others]) expect(await opens(key), key).to.equal(false);
    });

    it('note their last use, once a minute at most, and without changing what people see', async () => {
      const made = await scene.create();
      const lastUsed = async () => (await scene.recordOf(made.partnerId)).keys[0]!.lastUsedAt;
      const { version, updatedAt } = await scene.recordOf(made.partnerId);
      expect(await lastUsed()).to.equal(undefined);
      await Promise.all([opens(made.key), opens(made.key)]);
      const first = await lastUsed();
      expect(first).to.deep.equal(scene.world.clock.now());
      scene.world.clock.forward(59);
      await opens(made.key);
      expect(await lastUsed()).to.deep.equal(first);
      scene.world.clock.forward(1);
      await opens(made.key);
      expect(await lastUsed()).to.deep.equal(scene.world.clock.now());
      expect(await scene.recordOf(made.partnerId)).to.deep.include({ version, updatedAt });
    });
  });

  describe('when renewed', () => {
    it('leave the old one good for a day, to the second, so that the partner changes without a gap', async () => {
      const made = await scene.create();
      const next = (await rotate(made.partnerId))!;
      expect(next.oldUntil).to.deep.equal(new Date(scene.world.clock.now().getTime() + 24 * HOUR * 1_000));
      scene.world.clock.forward(24 * HOUR - 1);
      expect([await opens(made.key), await opens(next.key)]).to.deep.equal([true, true]);
      scene.world.clock.forward(1);
      expect([await opens(made.key), await opens(next.key)]).to.deep.equal([false, true]);
      const line = (await scene.linesOf(made.partnerId)).at(-1)!;
      expect(line).to.deep.include({ act: 'partner.key-rotated' });
      expect(line.before).to.deep.equal({ prefix: made.prefix, ended: [] });
      expect(line.after).to.deep.equal({ prefix: next.prefix, graceHours: 24 });
    });

    it('end the old one at once when no time is given to it', async () => {
      const made = await scene.create();
      const next = (await rotate(made.partnerId, { graceHours: 0 }))!;
      expect(next.oldUntil).to.equal(undefined);
      expect([await opens(made.key), await opens(next.key)]).to.deep.equal([false, true]);
    });

    it('are two at most that are good, among them the one that the partner uses', async () => {
      const used = await scene.create();
      await opens(used.key);
      // The answer was lost, and it was asked for again.
      const lost = (await rotate(used.partnerId))!;
      const next = (await rotate(used.partnerId))!;
      expect(await Promise.all([used.key, lost.key, next.key].map(opens))).to.deep.equal([true, false, true]);
      // Now the partner has changed: its first key is the one that may go.
      scene.world.clock.forward(60);
      await opens(next.key);
      const third = (await rotate(used.partnerId))!;
      expect(await Promise.all([used.key, next.key, third.key].map(opens))).to.deep.equal([false, true, true]);
    });

    it('at the same instant by two people, are still two at most', async () => {
      const { partnerId } = await scene.create();
      await Promise.all([rotate(partnerId), rotate(partnerId), rotate(partnerId)]);
      const { keys } = await scene.recordOf(partnerId);
      expect(keys).to.have.length(4);
      expect(keys.filter((key) => isKeyGood(key, scene.world.clock.now()))).to.have.length(2);
    });

    it('by the same click twice, make one key', async () => {
      const { partnerId } = await scene.create();
      const { version } = await scene.recordOf(partnerId);
      const both = await Promise.all([rotate(partnerId, { version }), rotate(partnerId, { version })]);
      expect(both.filter(Boolean)).to.have.length(1);
      expect((await scene.recordOf(partnerId)).keys).to.have.length(2);
    });

    it('again and again, do not make the record grow without end', async () => {
      const { partnerId } = await scene.create();
      for (let i = 0; i < 25; i += 1) await rotate(partnerId, { graceHours: 0 });
      const { keys } = await scene.recordOf(partnerId);
      expect(keys.length).to.be.within(15, 20);
      expect(isKeyGood(keys.at(-1)!, scene.world.clock.now())).to.equal(true);
      expect(await scene.linesOf(partnerId)).to.have.length(26);
    });
  });

  describe('when revoked', () => {
    it('one by one, leave the others good; twice changes nothing', async () => {
      const made = await scene.create();
      const next = (await rotate(made.partnerId))!;
      expect(await revoke(made.partnerId, made.keyId)).to.equal(true);
      expect(await revoke(made.partnerId, made.keyId)).to.equal(false);
      expect([await opens(made.key), await opens(next.key)]).to.deep.equal([false, true]);
      const lines = await scene.linesOf(made.partnerId);
      expect(lines.filter(({ act }) => act === 'partner.key-revoked')).to.have.length(1);
      expect(await refusalOf(revoke(made.partnerId, 'f'.repeat(24)))).to.equal('not-found');
    });

    it('with the partner, all end at once, its webhook too, and for good', async () => {
      const made = await scene.create({ name: 'Éphémère', webhookUrl: 'https://api.pulsar.example/x' });
      const next = (await rotate(made.partnerId))!;
      expect(await end(made.partnerId)).to.equal(true);
      expect(await end(made.partnerId)).to.equal(false);
      expect([await opens(made.key), await opens(next.key)]).to.deep.equal([false, false]);
      const record = await scene.recordOf(made.partnerId);
      expect(record.webhook).to.equal(undefined);
      expect(record.revokedBy).to.deep.equal(scene.admin.collaborateurId);
      expect(await refusalOf(rotate(made.partnerId))).to.equal('partner-revoked');
      const lines = await scene.linesOf(made.partnerId);
      expect(lines.filter(({ act }) => act === 'partner.revoked')).to.have.length(1);
      // The name may serve again, and the old partner stays what it was.
      const anew = await scene.create({ name: 'éphémère' });
      await end(anew.partnerId);
      await scene.create({ name: 'Éphémère' });
      expect(await Partner.countDocuments({ name: /^éphémère$/i })).to.equal(3);
      expect([await opens(made.key), await opens(anew.key)]).to.deep.equal([false, false]);
    });

    it('or renewed, are so by an administrateur of the firm only', async () => {
      const { partnerId, keyId, key } = await scene.create();
      for (const [person, code] of [
        [scene.staff, 'not-allowed'],
        [scene.stranger, 'not-found'],
      ] as const) {
        expect(await refusalOf(rotate(partnerId, {}, person))).to.equal(code);
        expect(await refusalOf(revoke(partnerId, keyId, person))).to.equal(code);
        expect(await refusalOf(end(partnerId, person))).to.equal(code);
        const url = 'https://evil.example/x';
        const webhook = changePartnerWebhook(scene.world.services, person, { partnerId, url, ...TEAMS });
        expect(await refusalOf(webhook)).to.equal(code);
      }
      expect(await opens(key)).to.equal(true);
      expect(await scene.linesOf(partnerId)).to.have.length(1);
    });
  });
});
