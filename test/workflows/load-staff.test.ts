import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Collaborateur } from '../../models/collaborateur.ts';
import { authenticateKey } from '../../workflows/api-keys/authenticate-key.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { createDownloadLink } from '../../workflows/files/create-download-link.ts';
import { openDownloadLink } from '../../workflows/files/open-download-link.ts';
import { identifySpeaker } from '../../workflows/staff/identify-speaker.ts';
import { loadStaff } from '../../workflows/staff/load-staff.ts';
import type { Person } from '../support/world.ts';
import { buildInviting, DAY, type Inviting, MINUTE } from './inviting.ts';

const ADMINS = '11111111-1111-4111-8111-111111111111';

describe('Somebody in whose name a key or a link acts', () => {
  let scene: Inviting;
  let person: Person;
  let account: { id: string; userPrincipalName: string };
  before(async () => {
    scene = await buildInviting('load-staff');
  });
  beforeEach(async () => {
    await scene.startOver();
    const userPrincipalName = `${randomUUID()}@vauban-conseil.example`;
    const { id } = await scene.world.control.putUser({ userPrincipalName, mail: userPrincipalName });
    account = { id, userPrincipalName };
    person = await scene.world.buildStaff({ entraObjectId: id, roles: ['administrateur'], displayName: 'Parti' });
  });
  after(() => scene.world.close());

  const load = (services = scene.world.services) => loadStaff(services, scene.world.cabinetId, person.record._id);
  const looks = () => scene.world.control.requests({ path: '/users/' });
  const isActive = async () => (await Collaborateur.findById(person.record._id).lean())?.isActive;

  it('is not asked about again within ten minutes, then once', async () => {
    expect(await load()).to.include({ displayName: 'Parti' });
    expect(await looks()).to.have.length(0);
    scene.world.clock.forward(11 * MINUTE);
    for (let i = 0; i < 3; i += 1) expect(await load()).to.include({ displayName: 'Parti' });
    expect(await looks()).to.have.length(1);
  });

  for (const [what, leave] of [
    ['has left the tenant', () => scene.world.control.deleteUser(account.id)],
    ['was disabled', () => scene.world.control.putUser({ ...account, accountEnabled: false })],
    ['became a guest', () => scene.world.control.putUser({ ...account, userType: 'Guest' })],
  ] as const) {
    it(`has no key and no link any more: they ${what}`, async () => {
      const staff = scene.world.asStaff(person);
      const { key } = await createKey(scene.world.services, staff, { label: 'x', scopes: ['dossiers.import'] });
      const file = { kind: 'import-report', importId: 'a'.repeat(24), locale: 'fr' } as const;
      const token = (await createDownloadLink(scene.world.services, staff, file)).split('/').at(-1)!;
      const caller = () => authenticateKey(scene.world.services, key, 'dossiers.import');
      const open = () => openDownloadLink(scene.world.services, token).catch((error) => error.code);
      scene.world.clock.forward(11 * MINUTE);
      expect(await caller()).to.have.property('staff');

      await leave();
      scene.world.clock.forward(11 * MINUTE);
      expect(await caller()).to.equal(undefined);
      expect(await open()).to.equal('link-unknown');
      expect(await isActive(), 'and is told nothing more').to.equal(false);
      await scene.world.control.setFaults({ kinds: ['unavailable'] });
      expect(await caller(), 'nor while Graph is away').to.equal(undefined);
    });
  }

  it('is out with the firm’s groups, and has the roles of those that are left', async () => {
    const { services } = scene.world;
    const firm = { ...services.config.firm, staffGroups: [{ role: 'referent' as const, groupId: ADMINS }] };
    const grouped = { ...services, config: { ...services.config, firm } };
    await scene.world.control.setSettings({ groups: { [ADMINS]: [account.id] } });
    scene.world.clock.forward(11 * MINUTE);
    expect((await load(grouped))?.roles).to.deep.equal(['referent']);
    await scene.world.control.setSettings({ groups: {} });
    scene.world.clock.forward(11 * MINUTE);
    expect(await load(grouped)).to.equal(undefined);
  });

  it('goes on while Graph is away, for a day at most, and comes back with it', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'] });
    scene.world.clock.forward(DAY - MINUTE);
    expect(await load()).to.include({ displayName: 'Parti' });
    scene.world.clock.forward(2 * MINUTE);
    expect(await load()).to.equal(undefined);
    expect(await isActive(), 'nothing was learnt').to.equal(true);
    await scene.world.control.setFaults([]);
    expect(await load()).to.include({ displayName: 'Parti' });
  });

  it('whom the tenant did not show for a moment is back as soon as they speak', async () => {
    await scene.world.control.deleteUser(account.id);
    scene.world.clock.forward(11 * MINUTE);
    expect(await load()).to.equal(undefined);
    await scene.world.control.putUser(account);
    const ids = { cabinetId: scene.world.cabinetId, entraObjectId: account.id };
    expect((await identifySpeaker(scene.world.services, ids)).kind).to.equal('staff');
    expect(await load()).to.include({ displayName: 'Parti' });
  });
});
