/** A browser for tests: Chromium without a window, that can reach this machine only. */
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { readConfig } from '../../config.ts';
import { findBrowser } from '../../scripts/browser/find-browser.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-quic',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Containers give little shared memory.
  '--disable-dev-shm-usage',
  // The network is closed for pages as it is for the tests.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Opens a browser; whoever opens it closes it. */
export async function openBrowser(): Promise<Browser> {
  const { path, environment } = await findBrowser(join(readConfig().local.dataFolder, 'cache'));
  return chromium.launch({
    executablePath: path,
    args: FLAGS,
    env: { ...process.env, ...environment } as Record<string, string>,
  });
}
