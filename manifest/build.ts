/** `npm run manifest`: writes the package of this configuration, ready to be uploaded to Teams. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError, isLoopback, readConfig } from '../config.ts';
import application from '../package.json' with { type: 'json' };
import { buildManifest, ManifestError } from './build-manifest.ts';
import { buildPackage } from './build-package.ts';
import english from './en.json' with { type: 'json' };
import template from './manifest.template.json' with { type: 'json' };

// Another folder may be named: npm run manifest -- <folder>
const folder = process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url));

try {
  const config = readConfig();
  const { appId } = config.bot;
  const manifest = buildManifest(template, { version: application.version, appId, publicUrl: config.publicUrl });
  const bytes = buildPackage({
    manifest,
    localisations: { 'en.json': english },
    icons: { 'color.png': await readBeside('color.png'), 'outline.png': await readBeside('outline.png') },
  });
  await mkdir(folder, { recursive: true });
  const path = join(folder, `relais-${application.version}.zip`);
  await writeFile(path, bytes);

  const size = new Intl.NumberFormat('fr', { maximumFractionDigits: 1 }).format(bytes.length / 1024);
  console.log(`Paquet Teams : ${relative(process.cwd(), path)} (${size} Ko)

Pour le charger, au choix :
  - pour tout le cabinet : centre d'administration Teams → Applications Teams → Gérer les applications → Charger ;
  - pour l'essayer : Teams → Applications → Gérer vos applications → Charger une application personnalisée.`);
  if (!appId) {
    console.log(
      "\nSans MicrosoftAppId, ce paquet sert à vérifier sa forme : une fois chargé, aucun bot n'y répondrait.",
    );
  }
  if (isLoopback(new URL(config.publicUrl).hostname)) {
    console.log(
      '\nPUBLIC_URL désigne cette machine : les liens du paquet mènent à https://relais.example/, qui est fictif.',
    );
  }
} catch (error) {
  if (!(error instanceof ManifestError || error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function readBeside(name: string): Promise<Uint8Array> {
  return readFile(new URL(name, import.meta.url));
}
