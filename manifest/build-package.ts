import { strToU8, zipSync } from 'fflate';
import { ManifestError } from './build-manifest.ts';
import { findFaults, type PackageParts } from './find-faults.ts';

/** Local parts on purpose: a zip stores the wall clock, so these give the same bytes in every time zone. */
const FIXED_TIME = new Date(1980, 0, 1, 12);

/**
 * The bytes of the package to upload. The same parts always give the same bytes, so that two builds can be compared.
 *
 * @throws ManifestError listing every fault; nothing invalid is ever packed.
 */
export function buildPackage(parts: PackageParts): Uint8Array {
  const faults = findFaults(parts);
  if (faults.length > 0) throw new ManifestError(faults);

  const { manifest, icons, localisations } = parts;
  const files: Record<string, Uint8Array> = { 'manifest.json': toJson(manifest) };
  for (const file of Object.values(manifest.icons)) files[file] = icons[file]!;
  for (const { file } of manifest.localizationInfo.additionalLanguages) files[file] = toJson(localisations[file]!);
  return zipSync(files, { mtime: FIXED_TIME, level: 9 });
}

/** Written again rather than copied, so that line endings of a checkout do not count. */
function toJson(document: object): Uint8Array {
  return strToU8(`${JSON.stringify(document, null, 2)}\n`);
}
