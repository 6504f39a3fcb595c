/** What the local tenant remembers from one run to the next, and what it does of a damaged memory. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FIRM, TEAM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

describe('the local tenant’s journal', () => {
  let folder: string;
  let tenant: LocalTenant;
  const journal = () => join(folder, 'journal.ndjson');
  const start = async () => {
    tenant = await startLocalTenant({ port: 0, folder });
  };
  const restart = async () => {
    await tenant.close();
    await start();
  };
  const state = () => controlOf(tenant.url).state();
  const post = async (path: string, body: object) => {
    const response = await fetch(`${tenant.url}/v1.0${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  };
  const invite = (invitedUserEmailAddress: string) =>
    post('/invitations', { invitedUserEmailAddress, inviteRedirectUrl: 'https://teams.microsoft.com/' });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relais-tenant-'));
    await start();
  });
  afterEach(async () => {
    await tenant.close();
    rmSync(folder, { recursive: true });
  });

  it('brings back everything after a restart', async () => {
    const { invitedUser } = await invite('paul@boulangerie.example');
    await post(`/teams/${TEAM.aadGroupId}/members`, {
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      'user@odata.bind': `https://graph.microsoft.com/v1.0/users/${invitedUser.id}`,
    });
    await post(`/users/${FIRM.mailbox}/sendMail`, {
      message: {
        subject: 'Bonjour',
        body: { contentType: 'text', content: 'Bonjour' },
        toRecipients: [{ emailAddress: { address: 'paul@boulangerie.example' } }],
      },
    });
    await controlOf(tenant.url).accept(invitedUser.id);
    const { invitations, ...before } = await state();
    await restart();
    const { invitations: after, ...rest } = await state();
    expect(rest).to.deep.equal(before);
    expect(after.map(({ token }) => token)).to.deep.equal(invitations.map(({ token }) => token));
    expect((await invite('paul@boulangerie.example')).invitedUser.id).to.equal(invitedUser.id);
  });

  it('has each act on disk before it is answered, as one line', async () => {
    await invite('paul@boulangerie.example');
    const lines = readFileSync(journal(), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).to.have.length(2);
    expect(lines.at(-1)).to.contain('paul@boulangerie.example').and.contain('"kind":"invitation"');
  });

  it('does not bring back somebody who was deleted, not even the seeded guest', async () => {
    await controlOf(tenant.url).deleteUser('sophie.delmas@fleurs-delmas.example');
    await restart();
    expect((await state()).counts).to.include({ users: 4, teamMembers: 4 });
  });

  it('drops a last line that was being written when the process died, and goes on', async () => {
    const { invitedUser } = await invite('paul@boulangerie.example');
    await tenant.close();
    appendFileSync(journal(), '[{"kind":"user","key":"half","value":{"id":"ha');
    await start();
    expect((await state()).users.map(({ id }) => id))
      .to.include(invitedUser.id)
      .and.not.include('half');
    await invite('lea@garage.example');
    await restart();
    expect((await state()).counts.guests).to.equal(3);
  });

  it('starts afresh when the process died before the first line was whole', async () => {
    await tenant.close();
    writeFileSync(journal(), '{"journal":"rel');
    await start();
    expect((await state()).counts.users).to.equal(5);
  });

  it('stops rather than guess when a line in the middle is damaged', async () => {
    await invite('paul@boulangerie.example');
    await tenant.close();
    const text = readFileSync(journal(), 'utf8');
    const damaged = text.replace('[{"kind":"user"', '[{"ki');
    writeFileSync(journal(), damaged);
    const error = await startLocalTenant({ port: 0, folder }).catch((reason: Error) => reason);
    expect(error)
      .to.be.an('error')
      .with.property('message')
      .that.matches(/illisible à la ligne 2 : supprimez-le/);
    expect(readFileSync(journal(), 'utf8')).to.equal(damaged);
    writeFileSync(journal(), text);
    await start();
  });

  it('is compacted at each start: what was replaced leaves no trace', async () => {
    const { invitedUser } = await invite('paul@boulangerie.example');
    for (let turn = 0; turn < 20; turn += 1) {
      await controlOf(tenant.url).putUser({
        id: invitedUser.id,
        userPrincipalName: 'paul',
        displayName: `Paul ${turn}`,
      });
    }
    const before = statSync(journal()).size;
    await restart();
    expect(statSync(journal()).size).to.be.below(before - 19 * 300);
    expect((await state()).users.at(-1)).to.include({ displayName: 'Paul 19' });
  });

  it('goes back to the first day on reset, for good', async () => {
    await invite('paul@boulangerie.example');
    await controlOf(tenant.url).setSettings({ invitationsAllowed: false });
    await controlOf(tenant.url).reset();
    expect(await controlOf(tenant.url).settings()).to.include({ invitationsAllowed: true });
    await restart();
    expect((await state()).counts).to.include({ users: 5, invitations: 0, mails: 0 });
  });

  it('is not touched by a second tenant that finds the port taken', async () => {
    await invite('paul@boulangerie.example');
    const before = readFileSync(journal(), 'utf8');
    const error = await startLocalTenant({ port: tenant.port, folder }).catch((reason: Error) => reason);
    expect(error).to.have.property('code', 'EADDRINUSE');
    expect(readFileSync(journal(), 'utf8')).to.equal(before);
  });
});
