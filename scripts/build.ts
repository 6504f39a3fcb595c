/**
 * `npm run build`: the two processes as production runs them, one file each in dist/, so that nothing is compiled at start:
 * 60 MB less of memory a process (docs/decisions/016-fichiers-construits.md).
 */
import { build } from 'esbuild';

export async function buildProcesses(outdir = 'dist'): Promise<void> {
  await build({
    ...{ entryPoints: ['server.ts', 'worker.ts'], outdir, outExtension: { '.js': '.mjs' } },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
    ...{ sourcemap: true, logLevel: 'warning' },
  });
}

if (process.argv[1]?.endsWith('build.ts')) await buildProcesses();
