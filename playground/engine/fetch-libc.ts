/**
 * Gets the C library of a newer Debian or Ubuntu, for the engine alone: downloaded by apt as any package is (same
 * mirror, same proxy, same signature check) but with folders of its own, so that nothing is installed, no root is
 * needed and the machine's own package lists do not change.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { archiveKeyring, type Distribution } from './distribution.ts';

const run = promisify(execFile);

/** Unpacks libc6 from `mirror` into `<folder>/root`. Rejects with what apt or dpkg had to say. */
export async function fetchLibc(folder: string, mirror: string, distribution: Distribution): Promise<string> {
  const apt = (name: string) => join(folder, 'apt', name);
  await mkdir(apt('state/lists/partial'), { recursive: true });
  await mkdir(apt('cache/archives/partial'), { recursive: true });
  await mkdir(apt('none'), { recursive: true });
  await writeFile(apt('status'), '');
  const keyring = archiveKeyring(distribution);
  await writeFile(
    apt('relais.sources'),
    [
      'Types: deb',
      `URIs: ${mirror}`,
      `Suites: ${distribution.newerSuite}`,
      'Components: main',
      ...(keyring ? [`Signed-By: ${keyring}`] : []),
      '',
    ].join('\n'),
  );
  const options = {
    'Dir::State': apt('state'),
    'Dir::State::status': apt('status'),
    'Dir::Cache': apt('cache'),
    'Dir::Etc::sourcelist': apt('relais.sources'),
    'Dir::Etc::sourceparts': apt('none'),
    // Pins and a default release speak of what is installed; nothing is, here.
    'Dir::Etc::preferencesparts': apt('none'),
    'Dir::Etc::preferences': '/dev/null',
    'APT::Default-Release': '',
    // apt would hand the download to the user _apt, who cannot write here.
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
  };
  const asArguments = Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const surroundings = { cwd: folder, env: systemEnvironment(), timeout: 300_000, maxBuffer: 16 * 1024 * 1024 };
  await run('apt-get', [...asArguments, '-qq', 'update'], surroundings);
  await run('apt-get', [...asArguments, '-qq', 'download', 'libc6'], surroundings);
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (!archive) throw new Error('apt-get n’a déposé aucun paquet');
  const root = join(folder, 'root');
  await run('dpkg-deb', ['-x', archive, root], surroundings);
  return root;
}

/** Ours, with the system's folders for certain (dpkg-deb looks for tar in them) and messages we can recognise. */
function systemEnvironment(): NodeJS.ProcessEnv {
  const path = [process.env.PATH, '/usr/bin', '/bin', '/usr/sbin', '/sbin'].filter(Boolean).join(':');
  return { ...process.env, PATH: path, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
}
