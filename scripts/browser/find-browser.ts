/**
 * The Chromium that browser tests drive: the system's when it has one, else the one that the npm package
 * `@sparticuz/chromium` carries, unpacked once in the cache folder.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { FriendlyError } from '../../playground/start/friendly-error.ts';
import { fontEnvironment } from './fonts.ts';
import { unpackChromium } from './unpack-chromium.ts';

const run = promisify(execFile);

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export type FoundBrowser = { path: string; environment: Record<string, string> };

/**
 * Finds or unpacks a browser that starts on this machine.
 *
 * @param say told in French what takes time.
 * @throws FriendlyError when there is none to be had.
 */
export async function findBrowser(cacheFolder: string, say: (line: string) => void = () => {}): Promise<FoundBrowser> {
  for (const path of SYSTEM_BROWSERS) {
    if (existsSync(path) && (await starts(path))) return { path, environment: await systemFonts(cacheFolder, say) };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noBrowser();
  const folder = await unpackChromium(cacheFolder, say);
  const path = resolve(folder, 'chromium');
  const fonts = fontEnvironment(folder);
  if (await starts(path)) return { path, environment: fonts };
  // A bare system lacks NSS: the package brings it too.
  const environment = { ...fonts, LD_LIBRARY_PATH: resolve(folder, 'al2023', 'lib') };
  if (await starts(path, environment)) return { path, environment };
  throw noBrowser();
}

/** Ubuntu's `chromium-browser` is a note that sends people to another shop: only what answers is a browser. */
async function starts(path: string, environment: Record<string, string> = {}): Promise<boolean> {
  try {
    const { stdout } = await run(path, ['--version'], { env: { ...process.env, ...environment }, timeout: 15_000 });
    return /\d+\.\d+/.test(stdout);
  } catch {
    return false;
  }
}

/** A server has a browser sometimes and letters rarely. */
async function systemFonts(cacheFolder: string, say: (line: string) => void): Promise<Record<string, string>> {
  const hasFonts = process.platform !== 'linux' || !isEmpty('/usr/share/fonts') || !isEmpty('/usr/local/share/fonts');
  if (hasFonts || process.arch !== 'x64') return {};
  return fontEnvironment(await unpackChromium(cacheFolder, say));
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}

function noBrowser(): FriendlyError {
  return new FriendlyError(
    'Les essais dans un navigateur demandent Chromium, et aucun ne démarre ici : installez Chromium ou Google Chrome, puis relancez.',
  );
}
