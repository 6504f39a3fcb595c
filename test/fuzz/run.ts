/**
 * `npm run fuzz -- [files] [first seed]`: files of every format spoilt at random, 100,000 of them unless told otherwise. Each
 * ends refused with an anomaly that says where, or accepted and balanced; none crashes its reader or holds it up for more
 * than a second a megabyte. A seed that breaks a promise is named, and makes the same file again.
 */
import { fuzzCustom } from './mutate-custom.ts';
import { fuzzFec } from './mutate-fec.ts';
import { fuzzJson } from './mutate-json.ts';
import { fuzzTra } from './mutate-tra.ts';

/** Shares of the files: the FEC has the most habits to get wrong. */
const FORMATS = [
  ['FEC', fuzzFec, 0.4],
  ['TRA', fuzzTra, 0.2],
  ['JSON', fuzzJson, 0.2],
  ['personnalisé', fuzzCustom, 0.2],
] as const;

const [files = 100_000, from = 1] = process.argv.slice(2).map(Number);
const table: Record<string, object> = {};
let total = 0;
for (const [name, fuzz, share] of FORMATS) {
  const { codes, outcomes, files: count, ...rest } = await fuzz(Math.round(files * share), from);
  total += count;
  table[name] = { fichiers: count, ...outcomes, anomalies: Object.keys(codes).length, ...rest };
  console.log(`${name} : ${count} fichiers, aucune promesse rompue`);
}
console.table(table);
console.log(
  `${total} fichiers : aucun arrêt, aucun blocage ; chacun refusé avec son anomalie, ou accepté et équilibré.`,
);
