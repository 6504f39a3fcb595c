/**
 * `npm run convert -- <fichier.TRA> [--siren N] [--closing AAAA-MM-JJ] [--definitive AAAA-MM-JJ] [--out dossier] [--force]`:
 * a TRA as a FEC, beside it unless told otherwise (domain 198 to 204).
 */
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { FriendlyError } from '../playground/start/friendly-error.ts';
import { type Conversion, type ConversionOptions, convertTra } from '../workflows/partner-imports/convert-tra.ts';
import type { Anomaly, Severity } from '../workflows/partner-imports/formats/format.ts';
import { readDateText } from '../workflows/partner-imports/formats/read-date-text.ts';

const USAGE =
  'Usage : npm run convert -- <fichier.TRA> [--siren 123456782] [--closing 2024-12-31] [--definitive 2025-04-30] ' +
  '[--out dossier] [--force]';
const READ_BYTES = 256 * 1024;
/** Of one severity, which people can still read. */
const SHOWN = 20;
const TITLES: Record<Severity, string> = { blocking: 'Bloquantes', warning: 'Avertissements', note: 'À savoir' };
const FAULTS: Record<string, string> = {
  ENOENT: 'ce fichier ou ce dossier n’existe pas',
  EACCES: 'l’accès est refusé',
  EPERM: 'l’accès est refusé',
  EISDIR: 'c’est un dossier, pas un fichier',
  ENOTDIR: 'ce chemin passe par un fichier qui n’est pas un dossier',
  ENOSPC: 'le disque est plein',
};

const { file, folder, force, options } = readArguments();
if (!(await stat(file).catch(fail(file))).isFile()) fail(file)({ code: 'EISDIR' });
if (!(await stat(folder).catch(fail(folder))).isDirectory()) fail(folder)({ code: 'ENOTDIR' });
const partial = join(folder, `.${basename(file)}.${process.pid}.partiel`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    rmSync(partial, { force: true });
    process.exit(1);
  });
}
try {
  const converting = convertTra(createReadStream(file, { highWaterMark: READ_BYTES }), options);
  await pipeline(converting.bytes, createWriteStream(partial, { flags: 'wx' })).catch(fail(folder));
  const conversion = converting.conclude();
  const written = conversion.name === undefined ? undefined : await giveName(conversion.name);
  report(conversion, written);
  if (!written) process.exitCode = 1;
} finally {
  await rm(partial, { force: true });
}

function readArguments() {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseWords(() =>
    parseArgs({
      allowPositionals: true,
      options: { siren: text, closing: text, definitive: text, out: text, force: { type: 'boolean' } },
    }),
  );
  const [path, ...others] = positionals;
  if (!path || others.length > 0) throw new FriendlyError(USAGE);
  const definitive = readDay('--definitive', values.definitive);
  const options: ConversionOptions = {
    fileName: basename(path),
    siren: values.siren?.replaceAll(' ', ''),
    closing: readDay('--closing', values.closing),
    validation: definitive === undefined ? 'as-file' : { date: definitive },
  };
  const file = resolve(path);
  return { file, folder: resolve(values.out ?? dirname(file)), force: values.force ?? false, options };
}

function parseWords<T>(parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new FriendlyError(USAGE);
  }
}

function readDay(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const reading = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readDateText(text) : undefined;
  if (reading && 'date' in reading) return reading.date;
  throw new FriendlyError(`${option} attend une date comme 2024-12-31 ; « ${text} » n’en est pas une.`);
}

/** For errors of the disk, which people can mend. */
function fail(path: string) {
  return (error: { code?: string }): never => {
    const fault = FAULTS[error.code ?? ''];
    if (!fault) throw error;
    throw new FriendlyError(`${path} : ${fault}.`);
  };
}

/** Takes the name first, so that no file that came there in the meantime is lost. */
async function giveName(name: string): Promise<string> {
  const target = join(folder, name);
  if (!force) {
    const taken = await open(target, 'wx').catch((error: { code?: string }) => {
      if (error.code !== 'EEXIST') return fail(target)(error);
      throw new FriendlyError(`${target} existe déjà. Déplacez-le, ou ajoutez --force pour le remplacer.`);
    });
    await taken.close();
  }
  await rename(partial, target).catch(async (error) => {
    if (!force) await rm(target, { force: true });
    return fail(target)(error);
  });
  return target;
}

function report({ result, anomalies, isBlocked }: Conversion, written: string | undefined): void {
  const { count, entries, debit, credit, firstDate, lastDate } = result;
  if (written) console.log(`FEC écrit : ${written}`);
  else console.log('Le FEC n’a pas été écrit : corrigez d’abord les anomalies bloquantes.');
  if (count > 0) {
    console.log(
      `${numberText(count)} ligne(s), ${numberText(entries)} écriture(s), ${periodText(firstDate, lastDate)}.`,
    );
    console.log(`Total débit ${amountText(debit)}, total crédit ${amountText(credit)}.`);
  }
  if (!isBlocked) console.log(validityText(result.validity));
  for (const severity of ['blocking', 'warning', 'note'] as const) {
    const own = anomalies.filter((one) => one.severity === severity);
    if (own.length === 0) continue;
    const counted = Object.entries(result.anomalyCounts).filter(([, one]) => one.severity === severity);
    const inFile = counted.reduce((sum, [, one]) => sum + one.count, 0);
    // Those of the conversion are not among the file's.
    const total = inFile + own.filter(({ code }) => !(code in result.anomalyCounts)).length;
    console.log(`${TITLES[severity]} (${numberText(total)}) :`);
    for (const one of own.slice(0, SHOWN)) console.log(`  - ${anomalyText(one)}`);
    const left = total - Math.min(own.length, SHOWN);
    if (left > 0) console.log(`  … et ${numberText(left)} de plus.`);
  }
}

function validityText(validity: Conversion['result']['validity']): string {
  if (validity === 'definitive') return 'FEC définitif : chaque ligne a une date de validation.';
  if (validity === 'provisional') return 'FEC provisoire : aucune ligne n’a de date de validation.';
  return 'FEC en partie provisoire : certaines lignes seulement ont une date de validation.';
}

function anomalyText({ code, line, column, text }: Anomaly): string {
  const where = [line === undefined ? '' : `ligne ${numberText(line)}`, column ?? ''].filter(Boolean).join(', ');
  return `${where === '' ? '' : `${where} : `}${code}${text === undefined ? '' : ` « ${text} »`}`;
}

function numberText(value: number): string {
  return value.toLocaleString('fr-FR');
}

function amountText(cents: number): string {
  return (cents / 100).toLocaleString('fr-FR', { style: 'currency', currency: 'EUR' });
}

function periodText(first: number, last: number): string {
  return first === last ? `le ${dayText(first)}` : `du ${dayText(first)} au ${dayText(last)}`;
}

function dayText(date: number): string {
  const text = String(date).padStart(8, '0');
  return `${text.slice(6)}/${text.slice(4, 6)}/${text.slice(0, 4)}`;
}
