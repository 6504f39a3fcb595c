/**
 * What each line of a file comes to, in its order, by batches: refused with every fault, present already, or a dossier
 * to be made. The preview, the import and the report all read this, so that they cannot say different things.
 */
import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';
import { dossierIdOfLine, type LineFault } from '../../models/portfolio-import.ts';
import {
  type CheckedDossier,
  checkDossierForm,
  type DossierFault,
  type DossierField,
  type DossierForm,
} from '../dossiers/check-dossier-form.ts';
import type { StaffMember } from '../dossiers/find-staff.ts';
import type { Row } from '../spreadsheets/read-rows.ts';
import { type CellFault, readLine } from './read-line.ts';
import { type Columns, type ImportField, likenessToHeader, recogniseColumns } from './recognise-columns.ts';

/** Lines handled at once: what is held in memory, and what is written at a time. */
export const BATCH = 500;

export type ImportFault = DossierFault | CellFault | 'code-twice' | 'siren-twice' | 'code-siren-conflict';

export type LineOutcome = {
  line: number;
  /** As the file has it, for people to find the line again. */
  code: string;
  raisonSociale: string;
} & (
  | { kind: 'refused'; faults: LineFault[] }
  /** `differences`: fields that the file says otherwise. The dossier stays as it is. */
  | { kind: 'present'; dossierId: Types.ObjectId; differences: string[] }
  | { kind: 'to-create'; dossierId: Types.ObjectId; value: CheckedDossier }
  /** A dossier that this very line has made. */
  | { kind: 'created'; dossierId: Types.ObjectId; value: CheckedDossier }
);

export type CheckedBatch = { columns: Columns; outcomes: LineOutcome[]; lastLine: number };

type Context = { cabinetId: string; importId: Types.ObjectId; staff: readonly StaffMember[] };

const MOST_TITLES = 10;
const MOST_TEXT = 80;

/**
 * @param rows of the file, its heading within the first ten: what stands above it is a title.
 * @throws AppError `columns-missing` with the names that lack, before any line.
 */
export async function* checkLines(context: Context, rows: AsyncIterable<Row>): AsyncGenerator<CheckedBatch> {
  const seen = { codes: new Map<string, number>(), sirens: new Map<string, number>() };
  let columns: Columns | undefined;
  let width = 0;
  const above: Row[] = [];
  let batch: Row[] = [];
  for await (const row of rows) {
    if (!columns) {
      above.push(row);
      const found = headerOf(above);
      if (!found && above.length < MOST_TITLES) continue;
      columns = found ?? columnsOf(above);
      if (columns.missing.length > 0) throw missingColumns(columns);
      width = Math.max(0, ...above.map(({ cells }) => cells.length));
      continue;
    }
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield await checkBatch(context, columns, width, batch, seen);
    batch = [];
  }
  columns ??= columnsOf(above);
  if (columns.missing.length > 0) throw missingColumns(columns);
  if (batch.length > 0) yield await checkBatch(context, columns, width, batch, seen);
}

/** The row just read, when it holds every heading that is needed. */
function headerOf(above: Row[]): Columns | undefined {
  const columns = recogniseColumns(above.at(-1)?.cells ?? []);
  return columns.missing.length === 0 ? columns : undefined;
}

/** None has them all: the one most like a heading says best what lacks. */
function columnsOf(above: Row[]): Columns {
  const [best] = [...above].sort((a, b) => likenessToHeader(b.cells) - likenessToHeader(a.cells));
  return recogniseColumns(best?.cells ?? []);
}

/** Carries what was found in the heading, for people to see where the misunderstanding lies. */
export class MissingColumnsError extends AppError {
  readonly columns: Columns;

  constructor(columns: Columns) {
    super('columns-missing');
    this.columns = columns;
  }
}

function missingColumns(columns: Columns): MissingColumnsError {
  return new MissingColumnsError(columns);
}

type Seen = { codes: Map<string, number>; sirens: Map<string, number> };

async function checkBatch(
  { cabinetId, importId, staff }: Context,
  columns: Columns,
  width: number,
  rows: Row[],
  seen: Seen,
): Promise<CheckedBatch> {
  const lines = rows.map((row) => {
    const read = readLine(row, columns, width);
    const checked = checkDossierForm(read.form, staff);
    return { row, read, checked, key: foldText(read.form.code ?? '') };
  });
  const known = await knownDossiers(cabinetId, lines);
  const outcomes = lines.map(({ row, read, checked, key }): LineOutcome => {
    const { line, cells } = row;
    const { code = '', raisonSociale = '' } = read.form;
    const named = { line, code: code.slice(0, MOST_TEXT), raisonSociale: raisonSociale.slice(0, MOST_TEXT) };
    const faults: LineFault[] = [];
    const add = (field: ImportField | undefined, fault: ImportFault, other?: string) => {
      const place = field && columns.at[field];
      const cell = place === undefined ? '' : (cells[place] ?? '');
      const column = (field && columns.headings[field]) ?? '';
      const text = cell.trim().slice(0, MOST_TEXT);
      faults.push({ line, column, text, code: fault, ...(other && { other }) });
    };
    for (const [field, fault] of Object.entries(read.faults)) add(field as ImportField, fault);
    if (read.isTooLong) add(undefined, 'too-many-cells');
    if (!checked.ok) {
      for (const [name, fault] of Object.entries(checked.faults)) {
        const field = columnOf(name as DossierField, columns);
        // A cell that could not be read is not also missing.
        if (!(field in read.faults)) add(field, fault);
      }
    }
    const siren = checked.ok ? checked.value.siren : undefined;
    const twice = noteSeen(seen, line, key, siren);
    if (twice.code) add('code', 'code-twice', String(twice.code));
    else if (twice.siren) add('siren', 'siren-twice', String(twice.siren));
    if (!checked.ok || faults.length > 0) return { ...named, kind: 'refused', faults };

    const { value } = checked;
    const byCode = known.get(`code:${key}`);
    const bySiren = siren ? known.get(`siren:${siren}`) : undefined;
    const own = dossierIdOfLine(importId, line);
    const present = bySiren ?? byCode;
    if (!present) return { ...named, kind: 'to-create', dossierId: own, value };
    if (present._id.equals(own)) return { ...named, kind: 'created', dossierId: own, value };
    if (byCode && bySiren && !byCode._id.equals(bySiren._id)) {
      add('code', 'code-siren-conflict', `${bySiren.code} / ${byCode.code}`);
      return { ...named, kind: 'refused', faults };
    }
    return { ...named, kind: 'present', dossierId: present._id, differences: differencesOf(present, value, read.form) };
  });
  return { columns, outcomes, lastLine: rows.at(-1)?.line ?? 0 };
}

/** A whole name in one column is where the parts of it are told to be wrong. */
function columnOf(field: DossierField, { at }: Columns): ImportField {
  const isOfName = field === 'dirigeantNom' || field === 'dirigeantPrenom';
  return isOfName && !(field in at) && 'dirigeant' in at ? 'dirigeant' : field;
}

/** The first line of the file with a code or a SIREN stands; the next ones are refused and name it. */
function noteSeen({ codes, sirens }: Seen, line: number, key: string, siren: string | undefined) {
  const code = key ? codes.get(key) : undefined;
  const other = siren ? sirens.get(siren) : undefined;
  if (key && code === undefined) codes.set(key, line);
  if (siren && other === undefined) sirens.set(siren, line);
  return { code, siren: other };
}

type KnownDossier = Pick<DossierRecord, '_id' | 'code' | 'codeKey' | (typeof COMPARED)[number]>;

/** What the file may say otherwise than the dossier that is there. */
const COMPARED = ['raisonSociale', 'siren', 'nic', 'ape', 'adresse', 'codePostal', 'ville', 'pays'] as const;

type Checked = { checked: { ok: true; value: CheckedDossier } | { ok: false }; key: string };

/** One question for the whole batch, answered by the two unique indexes. */
async function knownDossiers(cabinetId: string, lines: Checked[]): Promise<Map<string, KnownDossier>> {
  const codes = [...new Set(lines.map(({ key }) => key).filter(Boolean))];
  const sirens = [...new Set(lines.flatMap(({ checked }) => (checked.ok && checked.value.siren) || []))];
  const fields = Object.fromEntries(['code', 'codeKey', ...COMPARED].map((field) => [field, 1]));
  const [byCode, bySiren] = await Promise.all([
    Dossier.find({ cabinetId, codeKey: { $in: codes } }, fields).lean<KnownDossier[]>(),
    sirens.length > 0 ? Dossier.find({ cabinetId, siren: { $in: sirens } }, fields).lean<KnownDossier[]>() : [],
  ]);
  return new Map([
    ...byCode.map((dossier) => [`code:${dossier.codeKey}`, dossier] as const),
    ...bySiren.map((dossier) => [`siren:${dossier.siren}`, dossier] as const),
  ]);
}

/** What the file leaves empty says nothing. */
function differencesOf(dossier: KnownDossier, value: CheckedDossier, { pays }: DossierForm): string[] {
  const differing: string[] = COMPARED.filter((field) => {
    const said = field === 'pays' && !pays?.trim() ? undefined : value[field];
    return said !== undefined && foldText(said) !== foldText(dossier[field] ?? '');
  });
  return foldText(dossier.code) === foldText(value.code) ? differing : ['code', ...differing];
}
