/** What Teams would refuse in a package, said before it is uploaded. Offline: the schemas are in an npm package. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ErrorObject } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Manifest } from './build-manifest.ts';
import { pngSize } from './png-size.ts';

export type Localisation = Record<string, string>;

export type PackageParts = {
  manifest: Manifest;
  /** By file name, as `localizationInfo` names them. */
  localisations: Record<string, Localisation>;
  /** By file name, as `icons` names them. */
  icons: Record<string, Uint8Array>;
};

type Schema = { properties: Record<string, unknown>; patternProperties?: Record<string, unknown> };

const ICON_SIZES: Record<string, number> = { color: 192, outline: 32 };
/** The schema's own definitions, in words. */
const FORMS: Record<string, string> = {
  guid: 'un identifiant GUID',
  hexColor: 'une couleur écrite #RRVVBB',
  httpsUrl: 'une adresse https',
  languageTag: 'une étiquette de langue comme fr',
};
const SCHEMAS = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
  'json-schemas',
  'teams',
);

/** Every fault of the package, as sentences; an empty list when there is none. */
export function findFaults({ manifest, localisations, icons }: PackageParts): string[] {
  const { manifestVersion } = manifest;
  const schema = readSchema(manifestVersion, 'MicrosoftTeams.schema.json');
  const localisationSchema = readSchema(manifestVersion, 'MicrosoftTeams.Localization.schema.json');
  if (!schema || !localisationSchema) return [`manifestVersion vaut « ${manifestVersion} », une version inconnue`];

  const translatable = translatablePaths(manifest);
  return [
    ...validate('manifest.json', manifest, schema),
    ...findManifestFaults(manifest),
    ...manifest.localizationInfo.additionalLanguages.flatMap(({ file }) => {
      const localisation = localisations[file];
      if (!localisation) return [`${file} manque dans le paquet`];
      return [
        ...validate(file, localisation, localisationSchema),
        ...findLocalisationFaults(file, localisation, translatable),
      ];
    }),
    ...Object.entries(manifest.icons).flatMap(([kind, file]) => findIconFaults(file, icons[file], ICON_SIZES[kind])),
  ];
}

/** The strings of a manifest that a localisation file may translate, by the address it gives them. */
export function translatablePaths(manifest: { manifestVersion: string }): string[] {
  // The schema itself says what may be translated, so a key added later (a tab, an activity) is asked for too.
  const schema = readSchema(manifest.manifestVersion, 'MicrosoftTeams.Localization.schema.json');
  const patterns = Object.keys(schema?.patternProperties ?? {}).map((pattern) => new RegExp(pattern));
  const named = new Set(Object.keys(schema?.properties ?? {}));
  return stringPaths(manifest).filter(
    (path) => !path.startsWith('$') && (named.has(path) || patterns.some((pattern) => pattern.test(path))),
  );
}

/** What Teams asks for and the schema lets through: it takes http links and any text as a version. */
function findManifestFaults(manifest: Manifest): string[] {
  const faults: string[] = [];
  if (!/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(manifest.version)) {
    faults.push(`manifest.json : la version « ${manifest.version} » doit être faite de trois nombres, comme 1.4.0`);
  }
  for (const [key, value] of Object.entries(manifest.developer)) {
    if (key.endsWith('Url') && !value.startsWith('https://')) {
      faults.push(`manifest.json : developer.${key} doit commencer par https://`);
    }
  }
  const files = [
    ...Object.values(manifest.icons),
    ...manifest.localizationInfo.additionalLanguages.map(({ file }) => file),
  ];
  for (const file of files.filter((name) => /[\\/]/.test(name))) {
    faults.push(`manifest.json : « ${file} » doit être à la racine du paquet, sans dossier`);
  }
  for (const path of translatablePaths(manifest)) {
    if (!String(valueAt(manifest, path)).trim()) faults.push(`manifest.json : ${path} est vide`);
  }
  return faults;
}

function findLocalisationFaults(file: string, localisation: Localisation, translatable: string[]): string[] {
  const missing = translatable.filter((path) => !localisation[path]?.trim());
  const surplus = Object.keys(localisation).filter((path) => !path.startsWith('$') && !translatable.includes(path));
  return [
    ...missing.map((path) => `${file} : la traduction de ${path} manque`),
    ...surplus.map((path) => `${file} : ${path} ne correspond à aucun texte du manifeste`),
  ];
}

function findIconFaults(file: string, bytes: Uint8Array | undefined, expected: number | undefined): string[] {
  if (!bytes) return [`${file} manque dans le paquet`];
  const size = pngSize(bytes);
  if (!size) return [`${file} n'est pas une image PNG`];
  if (expected === undefined || (size.width === expected && size.height === expected)) return [];
  return [`${file} mesure ${size.width} × ${size.height} pixels au lieu de ${expected} × ${expected}`];
}

function validate(file: string, document: object, schema: Schema): string[] {
  // Some of the schemas' patterns are not valid with JavaScript's unicode flag.
  const ajv = new AjvDraft04.default({ allErrors: true, strict: false, unicodeRegExp: false, verbose: true });
  addFormats.default(ajv);
  const check = ajv.compile(schema);
  return check(document) ? [] : (check.errors ?? []).map((error) => `${file} : ${explain(error)}`);
}

function explain({ keyword, instancePath, schemaPath, params, data, message }: ErrorObject): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(addStep, '');
  switch (keyword) {
    case 'required':
      return `${addStep(path, params.missingProperty)} manque`;
    case 'additionalProperties':
      return `${addStep(path, params.additionalProperty)} n'existe pas dans cette version du schéma`;
    case 'maxLength':
      return `${path} compte ${[...String(data)].length} caractères, ${params.limit} au plus`;
    case 'minLength':
      return `${path} est vide ou trop court`;
    case 'maxItems':
      return `${path} compte ${(data as unknown[]).length} éléments, ${params.limit} au plus`;
    case 'enum':
      return `${path} vaut « ${data} » ; valeurs admises : ${params.allowedValues.join(', ')}`;
    case 'const':
      return `${path} vaut « ${data} » au lieu de « ${params.allowedValue} »`;
    case 'pattern':
    case 'format': {
      const definition = schemaPath.split('/').at(-2) ?? '';
      return `${path} vaut « ${data} » au lieu d'${FORMS[definition] ?? `un texte de la forme ${params.pattern ?? params.format}`}`;
    }
    case 'type':
      return `${path} n'est pas du type attendu (${params.type})`;
    default:
      return `${path} ${message}`;
  }
}

function readSchema(manifestVersion: string, file: string): Schema | undefined {
  const path = join(SCHEMAS, `v${manifestVersion}`, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The address of every string: `bots[0].commandLists[0].commands[0].title`. */
function stringPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => stringPaths(child, addStep(path, key)));
}

function valueAt(value: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  return steps.reduce<unknown>((current, step) => (current as Record<string, unknown>)?.[step], value);
}

function addStep(path: string, step: string): string {
  if (/^\d+$/.test(step)) return `${path}[${step}]`;
  return path ? `${path}.${step}` : step;
}
