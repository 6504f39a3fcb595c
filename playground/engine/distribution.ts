/** Which Debian or Ubuntu this is, and from which of its archives a newer C library may come. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AptSource, parseAptSources } from './apt-sources.ts';

export type Distribution = {
  name: 'debian' | 'ubuntu';
  /** The suite that this machine runs, as its sources name it. */
  codename: string | undefined;
  /** The suite whose libc6 the engine can use. */
  newerSuite: 'trixie' | 'noble';
};

/** Undefined on anything but Debian, Ubuntu and what is made of them. */
export function readDistribution(osRelease = readIfThere('/etc/os-release')): Distribution | undefined {
  const value = (key: string) => new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1];
  const family = `${value('ID') ?? ''} ${value('ID_LIKE') ?? ''}`.split(/\s+/);
  const ubuntuCodename = value('UBUNTU_CODENAME');
  if (ubuntuCodename || family.includes('ubuntu')) {
    return { name: 'ubuntu', codename: ubuntuCodename ?? value('VERSION_CODENAME'), newerSuite: 'noble' };
  }
  if (family.includes('debian')) {
    return { name: 'debian', codename: value('DEBIAN_CODENAME') ?? value('VERSION_CODENAME'), newerSuite: 'trixie' };
  }
  return undefined;
}

/** Every source that apt reads on this machine. */
export function readMachineSources(folder = '/etc/apt'): AptSource[] {
  const parts = join(folder, 'sources.list.d');
  const files = [join(folder, 'sources.list')];
  if (existsSync(parts)) {
    // apt reads only these two endings: anything else there was switched off by renaming it.
    const named = readdirSync(parts).filter((name) => /\.(list|sources)$/.test(name));
    files.push(...named.sort().map((name) => join(parts, name)));
  }
  return files.flatMap((file) => parseAptSources(file, readIfThere(file)));
}

/**
 * The mirrors among `sources` that carry the distribution's own archive, the likeliest first. Other vendors publish
 * suites under the same names: those that name a keyring of their own are left out, and the rest is settled by the
 * signature that apt checks against the distribution's keyring.
 */
export function archiveMirrors(sources: AptSource[], distribution: Distribution): string[] {
  const suites = [distribution.codename, 'stable', 'oldstable', 'testing', 'sid', 'unstable', distribution.newerSuite];
  const mirrors = sources
    .filter((source) => source.suites.some((suite) => suites.includes(suite)))
    .filter((source) => source.components.includes('main'))
    .filter((source) => !source.uri.startsWith('cdrom:'))
    .filter((source) => !source.signedBy || isArchiveKeyring(source.signedBy, distribution))
    .map((source) => source.uri);
  const likelihood = (uri: string) =>
    /\/(debian|ubuntu|ubuntu-ports)\/?$/.test(uri) ? 0 : uri.includes(distribution.name) ? 1 : 2;
  return [...new Set(mirrors)].sort((a, b) => likelihood(a) - likelihood(b));
}

/** The keyring of the distribution's archive on this machine, if it is in its usual place. */
export function archiveKeyring(distribution: Distribution): string | undefined {
  return ['gpg', 'pgp']
    .map((ending) => `/usr/share/keyrings/${distribution.name}-archive-keyring.${ending}`)
    .find((path) => existsSync(path));
}

function isArchiveKeyring(signedBy: string, distribution: Distribution): boolean {
  // A key given in full inside the stanza is a choice of whoever runs the machine: let the signature decide.
  return signedBy.includes('BEGIN PGP') || signedBy.includes(`${distribution.name}-archive`);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
