/** What the tests of files of companies share: valid numbers, files, and the way of a file through the workflow. */
import { Readable } from 'node:stream';
import { isSiretSumValid } from '../../../workflows/identifiers/is-siret-sum-valid.ts';
import { luhnSum } from '../../../workflows/identifiers/luhn-sum.ts';
import { getImport } from '../../../workflows/portfolio-imports/get-import.ts';
import { importLines } from '../../../workflows/portfolio-imports/import-lines.ts';
import { readPortfolioFile } from '../../../workflows/portfolio-imports/read-file.ts';
import { receiveFile } from '../../../workflows/portfolio-imports/receive-file.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { writeXlsx } from '../../../workflows/spreadsheets/write-xlsx.ts';
import type { World } from '../../support/world.ts';

/** The n-th SIREN of this test: nine digits, their last the check digit. */
export function sirenOf(n: number): string {
  const start = String(10_000_000 + n);
  for (let last = 0; last < 10; last += 1) if (luhnSum(`${start}${last}`) % 10 === 0) return `${start}${last}`;
  throw new Error('no check digit');
}

/** The lowest NIC that goes with it. */
export function nicOf(siren: string): string {
  for (let n = 10; n < 1_000; n += 1) {
    const nic = String(n).padStart(5, '0');
    if (isSiretSumValid(siren, nic)) return nic;
  }
  throw new Error('no NIC');
}

export const HEADER = [
  ...['Code dossier', 'Raison sociale', 'SIREN', 'NIC', 'Code APE', 'Adresse', 'Code postal', 'Ville', 'Pays'],
  ...['Nom du dirigeant', 'Prénom du dirigeant', 'E-mail', 'Téléphone', 'Responsable portefeuille', 'Invitation'],
];

export type Company = Partial<Record<string, string>>;

/** A company that nothing is wrong with, as the cells of a line. */
export function companyOf(n: number, overrides: Company = {}): string[] {
  const siren = sirenOf(n);
  const company: Company = {
    ...{ 'Code dossier': `C${n}`, 'Raison sociale': `Entreprise ${n}`, SIREN: siren, NIC: nicOf(siren) },
    ...{ 'Code APE': '7022Z', Adresse: `${n} rue du Four`, 'Code postal': '44000', Ville: 'Nantes', Pays: 'France' },
    ...overrides,
  };
  return HEADER.map((name) => company[name] ?? '');
}

export function csvOf(rows: readonly string[][], header = HEADER): Buffer {
  const cell = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return Buffer.from([header, ...rows].map((row) => row.map(cell).join(';')).join('\r\n'));
}

export async function xlsxOf(rows: readonly (string | number)[][], header = HEADER): Promise<Buffer> {
  async function* each() {
    yield* rows;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of writeXlsx(header, each())) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

export async function hand(world: World, staff: Staff, bytes: Buffer, name = 'clients.csv') {
  const source = Readable.from([bytes]);
  return receiveFile(world.services, staff, { name, source, door: 'teams' });
}

/** Hands a file in and reads it; gives what people would see. */
export async function preview(world: World, staff: Staff, bytes: Buffer, name?: string) {
  const { importId } = await hand(world, staff, bytes, name);
  await readPortfolioFile(world.services, { cabinetId: world.cabinetId, importId });
  return view(world, importId);
}

export async function view(world: World, importId: string, limit = 1_000) {
  const found = await getImport(world.cabinetId, { importId }, { skip: 0, limit });
  if (!found) throw new Error('no such import');
  return found;
}

export function run(world: World, importId: string) {
  return importLines(world.services, { cabinetId: world.cabinetId, importId });
}
