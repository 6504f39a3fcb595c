import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AppError } from '../../errors.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { claimActivity, noteAnswered } from '../../workflows/conversations/claim-activity.ts';
import { claimWelcome } from '../../workflows/conversations/claim-welcome.ts';
import { rememberConversation } from '../../workflows/conversations/remember-conversation.ts';
import type { Services } from '../../workflows/services.ts';
import { identifySpeaker } from '../../workflows/staff/identify-speaker.ts';
import { buildInviting, type Inviting, MINUTE } from './inviting.ts';

const ADMINS = '11111111-1111-4111-8111-111111111111';
const REFERENTS = '22222222-2222-4222-8222-222222222222';

describe('Who speaks', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('speaker');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  const identify = (entraObjectId: string, services: Services = scene.world.services) =>
    identifySpeaker(services, { cabinetId: scene.world.cabinetId, entraObjectId });
  const looks = () => scene.world.control.requests({ path: '/users/' });
  async function member(overrides: Record<string, unknown> = {}): Promise<string> {
    const userPrincipalName = `${randomUUID()}@vauban-conseil.example`;
    return (await scene.world.control.putUser({ userPrincipalName, mail: userPrincipalName, ...overrides })).id;
  }
  const withFirm = (firm: Partial<Services['config']['firm']>): Services => {
    const { services } = scene.world;
    return { ...services, config: { ...services.config, firm: { ...services.config.firm, ...firm } } };
  };
  const withGroups = () =>
    withFirm({
      staffGroups: [
        { role: 'administrateur', groupId: ADMINS },
        { role: 'referent', groupId: REFERENTS },
      ],
    });

  it('a member of the tenant whom we had not met is a collaborateur from now on', async () => {
    const id = await member({ displayName: 'Paul Petit' });
    const speaker = await identify(id);
    expect(speaker).to.have.nested.include({ kind: 'staff', 'staff.displayName': 'Paul Petit', 'staff.locale': 'fr' });
    expect(await Collaborateur.countDocuments({ entraObjectId: id })).to.equal(1);
  });

  it('is looked up once in ten minutes, and again after', async () => {
    const id = await member();
    await identify(id);
    await identify(id);
    expect(await looks()).to.have.length(1);
    scene.world.clock.forward(11 * MINUTE);
    await identify(id);
    expect(await looks()).to.have.length(2);
  });

  it('met by two turns at once, is recorded once', async () => {
    const id = await member();
    const speakers = await Promise.allSettled([identify(id), identify(id), identify(id)]);
    expect(speakers.filter(({ status }) => status === 'fulfilled').length).to.be.at.least(1);
    expect(await Collaborateur.countDocuments({ entraObjectId: id })).to.equal(1);
  });

  it('a guest never is staff, even one whom our records call a collaborateur', async () => {
    const id = await member({ userType: 'Guest' });
    expect(await identify(id)).to.deep.equal({ kind: 'guest' });
    await scene.world.buildStaff({ entraObjectId: id, checkedAt: undefined });
    expect(await identify(id)).to.deep.equal({ kind: 'guest' });
    expect((await Collaborateur.findOne({ entraObjectId: id }).lean())?.isActive).to.equal(false);
  });

  it('a disabled account, and one that the tenant does not know, are strangers', async () => {
    expect(await identify(await member({ accountEnabled: false }))).to.deep.equal({ kind: 'stranger' });
    expect(await identify(randomUUID())).to.deep.equal({ kind: 'stranger' });
  });

  it('somebody deactivated stays a stranger, although the tenant still knows them', async () => {
    const id = await member();
    await scene.world.buildStaff({ entraObjectId: id, isActive: false, checkedAt: undefined });
    expect(await identify(id)).to.deep.equal({ kind: 'stranger' });
  });

  it('a member who was taken for a guest, or disabled, comes back when Entra says so', async () => {
    const id = await member();
    await identify(id);
    const { users } = await scene.world.control.state();
    const { userPrincipalName } = users.find((user) => user.id === id)!;
    for (const wrong of [{ userType: 'Guest' as const }, { accountEnabled: false }]) {
      scene.world.clock.forward(11 * MINUTE);
      await scene.world.control.putUser({ id, userPrincipalName, ...wrong });
      expect((await identify(id)).kind).to.not.equal('staff');
      scene.world.clock.forward(11 * MINUTE);
      await scene.world.control.putUser({ id, userPrincipalName });
      expect((await identify(id)).kind).to.equal('staff');
    }
  });

  it('somebody known goes on while Graph is away; somebody new is not let in', async () => {
    const id = await member();
    await identify(id);
    scene.world.clock.forward(11 * MINUTE);
    await scene.world.control.setFaults({ kinds: ['unavailable'] });
    expect((await identify(id)).kind).to.equal('staff');
    const error = await identify(await member()).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('isRetryable', true);
  });

  it('gets the roles of the Entra groups, and loses them with the groups', async () => {
    const id = await member();
    await scene.world.control.setSettings({ groups: { [ADMINS]: [id], [REFERENTS]: [id] } });
    const speaker = await identify(id, withGroups());
    expect(speaker).to.have.nested.property('staff.roles').that.has.members(['administrateur', 'referent']);

    scene.world.clock.forward(11 * MINUTE);
    await scene.world.control.setSettings({ groups: { [REFERENTS]: [id] } });
    expect(await identify(id, withGroups()))
      .to.have.nested.property('staff.roles')
      .that.deep.equals(['referent']);

    scene.world.clock.forward(11 * MINUTE);
    await scene.world.control.setSettings({ groups: {} });
    expect(await identify(id, withGroups())).to.deep.equal({ kind: 'stranger' });

    scene.world.clock.forward(11 * MINUTE);
    await scene.world.control.setSettings({ groups: { [REFERENTS]: [id] } });
    expect((await identify(id, withGroups())).kind).to.equal('staff');
  });

  it('named in FIRM_ADMINS is an administrateur whatever the groups say', async () => {
    const id = await member();
    const speaker = await identify(id, withFirm({ admins: [id] }));
    expect(speaker).to.have.nested.property('staff.roles').that.includes('administrateur');
  });
});

describe('An activity', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('activity');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  const claim = (activityId: string, fingerprint: string, conversationId = 'a:1') =>
    claimActivity(scene.world.services, { activityId, fingerprint, place: { conversationId } });

  it('acts once when it is delivered again, with its id or with a new one', async () => {
    expect(await claim('1', 'content')).to.equal(true);
    expect(await claim('1', 'content')).to.equal(false);
    expect(await claim('2', 'content')).to.equal(false);
    expect(await claim('1', 'content changed on the way')).to.equal(false);
    expect(await claim('3', 'another')).to.equal(true);
  });

  it('acts once, and not never, when it is delivered several times at the same instant', async () => {
    for (let round = 0; round < 100; round += 1) {
      const claims = await Promise.all([1, 2, 3, 4].map(() => claim(`${round}`, `content ${round}`)));
      expect(claims.filter(Boolean), `round ${round}`).to.have.length(1);
    }
  });

  it('left without an answer by a process that died acts when it comes again, once', async () => {
    expect(await claim('1', 'content')).to.equal(true);
    scene.world.clock.forward(9);
    expect(await claim('1', 'content')).to.equal(false);
    scene.world.clock.forward(6);
    const claims = await Promise.all([claim('1', 'content'), claim('2', 'content'), claim('1', 'content')]);
    expect(claims.filter(Boolean)).to.have.length(1);
  });

  it('that was answered never acts again, however late it comes', async () => {
    const delivered = { activityId: '1', fingerprint: 'content', place: { conversationId: 'a:1' } };
    await claimActivity(scene.world.services, delivered);
    await noteAnswered(scene.world.services, delivered);
    scene.world.clock.forward(60 * MINUTE);
    expect(await claim('1', 'content')).to.equal(false);
    expect(await claim('2', 'content')).to.equal(false);
    expect(await claim('1', 'changed on the way')).to.equal(false);
  });

  it('of another conversation may bear the same id', async () => {
    expect(await claim('1', 'one', 'a:1')).to.equal(true);
    expect(await claim('1', 'two', 'a:2')).to.equal(true);
  });

  it('in a new conversation is greeted once, by one of those who would', async () => {
    const { services, cabinetId, tenantId } = scene.world;
    const conversationId = 'a:new';
    const seen = {
      cabinetId,
      conversationId,
      type: 'personal' as const,
      serviceUrl: 'http://x',
      tenantId,
      botId: '28:x',
    };
    await rememberConversation(services, seen);
    const greetings = await Promise.all([1, 2, 3].map(() => claimWelcome(cabinetId, conversationId)));
    expect(greetings.filter(Boolean)).to.have.length(1);
    await rememberConversation(services, seen);
    expect(await claimWelcome(cabinetId, conversationId)).to.equal(false);
  });
});
