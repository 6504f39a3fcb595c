import { strict as assert } from 'node:assert';
import { parseAptSources } from '../../playground/engine/apt-sources.ts';
import { archiveMirrors, type Distribution, readDistribution } from '../../playground/engine/distribution.ts';

const BOOKWORM: Distribution = { name: 'debian', codename: 'bookworm', newerSuite: 'trixie' };

describe('the mirror that the newer C library comes from', () => {
  it('is the one that a machine’s one-line sources name', () => {
    const sources = parseAptSources(
      'sources.list',
      [
        '# deb http://commented.example/debian bookworm main',
        'deb-src http://source.example/debian bookworm main',
        'deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] https://mirror.example/debian bookworm main contrib # ours',
      ].join('\n'),
    );
    assert.deepEqual(archiveMirrors(sources, BOOKWORM), ['https://mirror.example/debian']);
    assert.deepEqual(sources[0]?.components, ['main', 'contrib']);
  });

  it('is the one that deb822 stanzas name, whatever their spelling, except those switched off', () => {
    const sources = parseAptSources(
      'debian.sources',
      [
        'Types: deb deb-src',
        '# a remark inside the stanza',
        'URIs: http://one.example/debian',
        '  http://two.example/debian/',
        'Suites: bookworm bookworm-updates',
        'components: main',
        'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
        '',
        'Types: deb',
        'Enabled: no',
        'URIs: http://off.example/debian',
        'Suites: bookworm',
        'Components: main',
      ].join('\n'),
    );
    assert.deepEqual(archiveMirrors(sources, BOOKWORM), ['http://one.example/debian', 'http://two.example/debian/']);
  });

  it('is never another vendor’s archive, nor the security archive, and the plainest name comes first', () => {
    const sources = parseAptSources(
      'all.list',
      [
        'deb [signed-by=/etc/apt/keyrings/vendor.gpg] https://vendor.example/debian bookworm main',
        'deb https://vendor.example/node nodistro main',
        'deb https://security.example/debian-security bookworm-security main',
        'deb cdrom:[Debian]/ bookworm main',
        'deb https://nexus.example/repository/apt-proxy bookworm main',
        'deb https://nexus.example/repository/debian bookworm main',
      ].join('\n'),
    );
    assert.deepEqual(archiveMirrors(sources, BOOKWORM), [
      'https://nexus.example/repository/debian',
      'https://nexus.example/repository/apt-proxy',
    ]);
  });

  it('carries trixie for Debian and noble for Ubuntu and what is made of it; other systems have none', () => {
    const jammy = 'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=jammy\nUBUNTU_CODENAME=jammy\n';
    const mint = 'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=vera\nUBUNTU_CODENAME=jammy\n';
    assert.deepEqual(readDistribution('ID=debian\nVERSION_CODENAME=bookworm\n'), BOOKWORM);
    assert.deepEqual(readDistribution(jammy), { name: 'ubuntu', codename: 'jammy', newerSuite: 'noble' });
    assert.deepEqual(readDistribution(mint), { name: 'ubuntu', codename: 'jammy', newerSuite: 'noble' });
    assert.equal(readDistribution('ID=fedora\n'), undefined);
  });
});
