/**
 * The engine is built against glibc 2.38. Where the machine's is older (Debian 12, Ubuntu 22.04, the stock Node images)
 * the engine's process runs under the dynamic loader of a newer distribution, kept in the cache folder.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { archiveMirrors, readDistribution, readMachineSources } from './distribution.ts';
import { engineUnavailable } from './engine-unavailable.ts';
import { fetchLibc } from './fetch-libc.ts';

const NEEDED_GLIBC = [2, 38] as const;
const CHECKOUT_CACHE = '.relais/cache';
const HOUR = 3_600_000;

/** How to start the engine's process: `command` with `args` before Node's own arguments. */
export type Loader = { command: string; args: string[] };

/**
 * Finds or makes what the engine needs to run here.
 *
 * @param cacheFolder where a newer loader is kept, if one is needed.
 * @param say told in French what is under way, only when it takes time.
 * @throws FriendlyError naming the ways out, when this machine cannot run the engine.
 */
export async function ensureLoader(cacheFolder: string, say: (line: string) => void = () => {}): Promise<Loader> {
  const native = { command: process.execPath, args: [] };
  if (process.platform === 'darwin' && process.arch === 'arm64') return native;
  if (process.platform !== 'linux' || !(process.arch === 'x64' || process.arch === 'arm64')) {
    throw engineUnavailable(`elle n’existe pas pour ${process.platform} ${process.arch}.`);
  }
  const glibc = runningGlibc();
  if (!glibc) throw engineUnavailable('ce système utilise musl (Alpine) et non la glibc.');
  if (isRecentEnough(glibc)) return native;

  const distribution = readDistribution();
  if (!distribution) {
    throw engineUnavailable(`il lui faut la glibc ${NEEDED_GLIBC.join('.')} et ce système a la ${glibc}.`);
  }
  const name = `glibc-${distribution.newerSuite}-${process.arch}`;
  // A data folder given by RELAIS_DATA need not fetch again what this checkout has.
  for (const cache of [cacheFolder, CHECKOUT_CACHE]) {
    const found = loaderIn(resolve(cache, name));
    if (existsSync(found.command)) return found;
  }
  const folder = resolve(cacheFolder, name);
  say('La base embarquée demande une bibliothèque C plus récente : je la prends sur le miroir de ce système…');
  const mirrors = archiveMirrors(readMachineSources(), distribution);
  if (mirrors.length === 0) throw engineUnavailable('aucun miroir de paquets n’est configuré sur ce système.');
  await unpackInto(folder, cacheFolder, (temporary) => fetchFromFirst(mirrors, temporary, distribution));
  return loaderIn(folder);
}

/** The glibc of this very process; undefined on musl. */
export function runningGlibc(): string | undefined {
  if (!process.report) return undefined;
  // The report would otherwise resolve the names of open connections, which can take seconds.
  (process.report as { excludeNetwork?: boolean }).excludeNetwork = true;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime;
}

function isRecentEnough(glibc: string): boolean {
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  return major > NEEDED_GLIBC[0] || (major === NEEDED_GLIBC[0] && minor >= NEEDED_GLIBC[1]);
}

function loaderIn(folder: string): Loader {
  const isArm = process.arch === 'arm64';
  const libraries = join(folder, 'usr', 'lib', isArm ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu');
  const command = join(libraries, isArm ? 'ld-linux-aarch64.so.1' : 'ld-linux-x86-64.so.2');
  return { command, args: ['--library-path', libraries, process.execPath] };
}

async function fetchFromFirst(
  mirrors: string[],
  temporary: string,
  distribution: NonNullable<ReturnType<typeof readDistribution>>,
): Promise<string> {
  let lastError: unknown;
  for (const [index, mirror] of mirrors.slice(0, 3).entries()) {
    try {
      const folder = join(temporary, String(index));
      await mkdir(folder);
      return await fetchLibc(folder, mirror, distribution);
    } catch (error) {
      lastError = error;
    }
  }
  throw engineUnavailable(reasonOf(lastError), lastError);
}

/** Everything happens beside the final place; the rename at the end makes it appear whole or not at all. */
async function unpackInto(folder: string, cacheFolder: string, unpack: (temporary: string) => Promise<string>) {
  await mkdir(cacheFolder, { recursive: true });
  await removeLeftovers(cacheFolder);
  const temporary = await mkdtemp(resolve(cacheFolder, 'tmp-glibc-'));
  try {
    const root = await unpack(temporary);
    const { command, args } = loaderIn(root);
    await promisify(execFile)(command, [...args, '--version']).catch((error: unknown) => {
      throw engineUnavailable('la bibliothèque C téléchargée ne fonctionne pas sur ce système.', error);
    });
    await rename(root, folder).catch((error: unknown) => {
      // Another process was quicker: its copy is as good.
      if (!existsSync(loaderIn(folder).command)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function removeLeftovers(cacheFolder: string) {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith('tmp-')) continue;
    const path = join(cacheFolder, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    // A younger one may belong to a process at work.
    if (age > HOUR) await rm(path, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
  if (code === 'ENOENT') return 'apt-get et dpkg-deb sont introuvables sur ce système.';
  if (/ENOSPC|No space left/.test(`${code} ${stderr}`)) return 'le disque est plein.';
  if (/NO_PUBKEY|not signed|BADSIG|EXPKEYSIG/.test(stderr)) {
    return 'le trousseau de clés de ce système ne reconnaît pas la signature du miroir de paquets.';
  }
  return 'le miroir de paquets de ce système est injoignable (pas de réseau ?).';
}
