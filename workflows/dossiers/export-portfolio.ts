import type { Readable } from 'node:stream';
import type { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier, type DossierRecord, type DossierState } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { countryName } from '../identifiers/read-country.ts';
import { formatPhone } from '../identifiers/read-phone.ts';
import { formatSiren } from '../identifiers/read-siren.ts';
import { writeCsv } from '../spreadsheets/write-csv.ts';
import { writeXlsx } from '../spreadsheets/write-xlsx.ts';
import { DOSSIER_FIELDS, type DossierField } from './check-dossier-form.ts';

/** In the order of the form; an import of the file reads them back. Invitations are not asked for by exporting. */
const FIELDS = DOSSIER_FIELDS.filter((field) => field !== 'invites');
type ExportField = Exclude<DossierField, 'invites'>;

export type ExportWords = {
  heading(field: ExportField): string;
  status(status: DossierState): string;
  statusHeading: string;
  fileName: string;
};

/** Dossiers read at a time, with their people: all that is held in memory. */
const BATCH = 500;

/**
 * The firm's dossiers in the order of their codes, as a file made while it is read.
 *
 * @param format of the file; cells that begin like a formula are neutralised in both.
 */
export function exportPortfolio(
  cabinetId: string,
  { format, locale }: { format: 'csv' | 'xlsx'; locale: 'fr' | 'en' },
  words: ExportWords,
): { name: string; content: Readable } {
  const header = [...FIELDS.map((field) => words.heading(field as ExportField)), words.statusHeading];
  const rows = rowsOf(cabinetId, locale, words);
  const content = format === 'csv' ? writeCsv(header, rows) : writeXlsx(header, rows);
  return { name: `${words.fileName}.${format}`, content };
}

async function* rowsOf(cabinetId: string, locale: 'fr' | 'en', words: ExportWords): AsyncGenerator<string[]> {
  const staff = await Collaborateur.find({ cabinetId }, { displayName: 1 }).lean();
  const names = new Map(staff.map(({ _id, displayName }) => [String(_id), displayName]));
  let after: string | undefined;
  for (;;) {
    const dossiers = await Dossier.find({ cabinetId, ...(after !== undefined && { codeKey: { $gt: after } }) })
      .sort({ codeKey: 1 })
      .limit(BATCH)
      .lean<DossierRecord[]>();
    const dirigeants = await dirigeantsOf(cabinetId, dossiers);
    for (const dossier of dossiers) {
      const person = dirigeants.get(String(dossier._id));
      const cells: Record<ExportField, string | undefined> = {
        ...{ code: dossier.code, raisonSociale: dossier.raisonSociale, nic: dossier.nic, ape: dossier.ape },
        ...{ adresse: dossier.adresse, codePostal: dossier.codePostal, ville: dossier.ville },
        siren: dossier.siren && formatSiren(dossier.siren),
        pays: countryName(dossier.pays, locale),
        ...{ dirigeantNom: person?.nom, dirigeantPrenom: person?.prenom, dirigeantEmail: person?.email },
        dirigeantMobile: person?.mobile && formatPhone(person.mobile),
        chefDeMission: nameOf(names, dossier.chefDeMissionId),
        maitre: nameOf(names, dossier.maitreDuDossierId),
      };
      yield [...FIELDS.map((field) => cells[field as ExportField] ?? ''), words.status(dossier.status)];
    }
    if (dossiers.length < BATCH) return;
    after = dossiers.at(-1)?.codeKey;
  }
}

function nameOf(names: Map<string, string>, id: Types.ObjectId | undefined): string | undefined {
  return id && names.get(String(id));
}

type Person = Pick<InterlocuteurRecord, 'nom' | 'prenom' | 'email' | 'mobile'>;

/** One dirigeant of each dossier: a line has room for one contact (domain 16). */
async function dirigeantsOf(cabinetId: string, dossiers: DossierRecord[]): Promise<Map<string, Person>> {
  const found = new Map<string, Person>();
  for (const { _id, dirigeantsToLink } of dossiers) {
    const [first] = dirigeantsToLink;
    if (first) found.set(String(_id), first);
  }
  const ids = dossiers.map(({ _id }) => _id);
  const people = Interlocuteur.find(
    { cabinetId, 'links.dossierId': { $in: ids }, removedAt: null },
    { nom: 1, prenom: 1, email: 1, mobile: 1, links: 1 },
  )
    .lean<InterlocuteurRecord>()
    .cursor();
  const wanted = new Set(ids.map(String));
  for await (const { nom, prenom, email, mobile, links } of people as AsyncIterable<InterlocuteurRecord>) {
    for (const { dossierId, isDirigeant } of links) {
      const key = String(dossierId);
      if (isDirigeant && wanted.has(key) && !found.has(key)) found.set(key, { nom, prenom, email, mobile });
    }
  }
  return found;
}
