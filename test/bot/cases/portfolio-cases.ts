/** The cards of dossiers to come, files of companies, exports and API keys, in every state that they can show. */
import { Types } from 'mongoose';
import { apiKeysCard, newKeyCard, revokeKeyCard, shownKeyCard } from '../../../bot/cards/api-keys-card.ts';
import { depositCard } from '../../../bot/cards/deposit-card.ts';
import { dirigeantFormCard } from '../../../bot/cards/dirigeant-form-card.ts';
import { dossierFormCard } from '../../../bot/cards/dossier-form-card.ts';
import { existingDossierCard } from '../../../bot/cards/existing-dossier-card.ts';
import { exportCard } from '../../../bot/cards/export-card.ts';
import { type ImportRemark, portfolioImportCard } from '../../../bot/cards/portfolio-import-card.ts';
import type { Locale } from '../../../bot/locales/index.ts';
import type { Answer } from '../../../bot/turn.ts';
import type { ErrorCode } from '../../../errors.ts';
import type { DossierRecord } from '../../../models/dossier.ts';
import { PORTFOLIO_IMPORT_STATES } from '../../../models/portfolio-import.ts';
import type { ApiKeyLine } from '../../../workflows/api-keys/list-keys.ts';
import {
  DOSSIER_FIELDS,
  type DossierFault,
  type DossierFaults,
  type DossierForm,
} from '../../../workflows/dossiers/check-dossier-form.ts';
import type { ImportView } from '../../../workflows/portfolio-imports/get-import.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const ID = 'a'.repeat(24);
const TIME = { timeZone: 'Europe/Paris' };
const FAILURES: ErrorCode[] = [
  ...(['file-empty', 'file-too-large', 'file-too-wide', 'file-unreadable', 'file-encrypted'] as const),
  ...(['file-old-excel', 'file-gone', 'columns-missing', 'download-refused', 'download-failed'] as const),
  ...(['upload-cut', 'file-compressed', 'import-interrupted'] as const),
];
export const LINE_FAULTS: string[] = [
  ...([
    'required',
    'too-long',
    'characters',
    'code-invalid',
    'siren-invalid',
    'siren-checksum',
    'siret-conflict',
  ] as const),
  ...(['nic-invalid', 'nic-without-siren', 'nic-checksum', 'ape-required', 'ape-invalid', 'postcode-invalid'] as const),
  ...(['country-unknown', 'dirigeant-nom-required', 'dirigeant-email-required', 'email-invalid'] as const),
  ...(['phone-invalid', 'staff-unknown', 'staff-several', 'invites-unreadable', 'invites-nobody'] as const),
] satisfies DossierFault[];
const FILE_FAULTS = [
  'cell-error',
  'number-scientific',
  'too-many-cells',
  'code-twice',
  'siren-twice',
  'code-siren-conflict',
];

type Longest = (length: number) => string;

export function portfolioCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  return {
    ...formCases(locale, hostile, longest),
    ...importCases(locale, hostile, longest),
    ...otherCases(locale, hostile, longest),
  };
}

function staffOf(count: number, name: string) {
  return Array.from({ length: count }, () => ({ _id: new Types.ObjectId(), displayName: name }));
}

function formCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const few = staffOf(4, 'Julien Lefèvre');
  const show = (form: DossierForm, faults: DossierFaults = {}, more: { isFresh?: boolean } = {}, staff = few) =>
    dossierFormCard({ locale, draftId: ID, form, faults, staff, ...more });
  const missing: DossierFaults = { raisonSociale: 'required', code: 'required', ape: 'ape-required' };
  const whole = (text: (length: number) => string) =>
    Object.fromEntries(DOSSIER_FIELDS.map((field) => [field, text(1_000)])) as DossierForm;
  const dossier = (overrides: Partial<DossierRecord> = {}) =>
    ({
      ...{ _id: new Types.ObjectId(ID), code: 'BM12', raisonSociale: 'Boulangerie Martin', siren: '732829320' },
      ...{ ape: '1071C', codePostal: '44000', ville: 'Nantes', status: 'active', ...overrides },
    }) as DossierRecord;
  const cases: Record<string, Answer> = {
    'dossier form, fresh': show({}, missing, { isFresh: true }),
    'dossier form, from a sentence': show(
      { raisonSociale: 'Boulangerie Martin', invites: 'true' },
      { code: 'required', ape: 'ape-required' },
      { isFresh: true },
    ),
    'dossier form, complete': show(
      { raisonSociale: 'A', code: 'B', ape: '7022Z', maitre: String(few[1]!._id) },
      {},
      { isFresh: true },
    ),
    'dossier form, somebody unknown': show(
      { chefDeMission: 'Paul' },
      { chefDeMission: 'staff-unknown', maitre: 'staff-several' },
    ),
    'dossier form, many collaborateurs': show(
      { chefDeMission: 'Paul' },
      { chefDeMission: 'staff-unknown' },
      {},
      staffOf(26, 'x'),
    ),
    'dossier form, odd texts': show({ raisonSociale: hostile, adresse: hostile }),
    'dossier form, hostile person': show({ chefDeMission: hostile }, { chefDeMission: 'staff-unknown' }),
    'dossier form, longest': show(
      whole(longest),
      {
        ...Object.fromEntries(DOSSIER_FIELDS.map((field) => [field, 'dirigeant-email-required'])),
        siren: 'siret-conflict',
      },
      {},
      staffOf(25, longest(200)),
    ),
  };
  const company = { dossierId: ID, code: 'BM12', raisonSociale: 'Boulangerie Martin' };
  cases['dirigeant form'] = dirigeantFormCard({ locale, dossier: company, form: {} });
  cases['dirigeant form, hostile'] = dirigeantFormCard({
    ...{ locale, dossier: { ...company, code: hostile, raisonSociale: hostile } },
    form: { nom: hostile, prenom: hostile, email: hostile, invites: 'true' },
    faults: { nom: 'characters', email: 'email-invalid', mobile: 'phone-invalid', prenom: 'too-long' },
  });
  cases['dirigeant form, longest'] = dirigeantFormCard({
    ...{ locale, dossier: { ...company, code: longest(40), raisonSociale: longest(200) } },
    form: { nom: longest(1_000), prenom: longest(1_000), email: longest(1_000), mobile: longest(1_000) },
    faults: { nom: 'dirigeant-nom-required', email: 'dirigeant-email-required' },
  });
  for (const fault of LINE_FAULTS)
    cases[`dossier form, ${fault}`] = show({ ville: 'x' }, { ville: fault as DossierFault });
  for (const by of ['code', 'siren'] as const) {
    cases[`existing dossier, ${by}`] = existingDossierCard({
      locale,
      draftId: ID,
      existing: { by, dossier: dossier() },
    });
  }
  cases['existing dossier, left'] = existingDossierCard({
    ...{ locale, draftId: ID },
    existing: { by: 'code', dossier: dossier({ status: 'left', siren: undefined, ville: undefined }) },
  });
  cases['existing dossier, hostile'] = existingDossierCard({
    ...{ locale, draftId: ID },
    existing: { by: 'code', dossier: dossier({ code: hostile, raisonSociale: hostile, ville: hostile }) },
  });
  cases['existing dossier, longest'] = existingDossierCard({
    ...{ locale, draftId: ID },
    existing: { by: 'code', dossier: dossier({ code: longest(40), raisonSociale: longest(200), ville: longest(80) }) },
  });
  return cases;
}

function viewOf(overrides: Partial<ImportView> = {}): ImportView {
  return {
    ...{ _id: new Types.ObjectId(ID), importId: ID, cabinetId: 'x', status: 'previewed', door: 'teams' },
    ...{ fileName: 'portefeuille 2026.xlsx', fileId: new Types.ObjectId(), depositors: [], slots: [] },
    ...{ createdBy: new Types.ObjectId(), columns: [], unknownColumns: [], missingColumns: [], differences: [] },
    counts: {
      lines: 12_345,
      toCreate: 12_000,
      present: 300,
      differing: 2,
      refused: 45,
      dirigeants: 900,
      invitations: 12,
    },
    progress: { line: 0, handled: 0, created: 0, present: 0, refused: 0 },
    ...{ faultCounts: {}, faults: [], faultsKept: 0, invites: false, failures: 0, expiresAt: AT, version: 1 },
    ...{ createdAt: AT, updatedAt: AT, depositor: 'Camille Roux' },
    ...overrides,
  } as ImportView;
}

function importCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const show = (view: Partial<ImportView>, more: { page?: number; slotId?: string; remark?: ImportRemark } = {}) =>
    portfolioImportCard({ locale, ...TIME, imported: viewOf(view), ...more });
  const fault = (code: string, text = '70Z') => ({ line: 12, column: 'Code APE', text, code, other: '4' });
  const progress = { line: 5_001, handled: 5_000, created: 4_800, present: 150, refused: 50 };
  const cases: Record<string, Answer> = {};
  for (const status of PORTFOLIO_IMPORT_STATES) {
    cases[`import, ${status}`] = show({ status, progress }, { slotId: ID });
    cases[`import, ${status}, stale`] = show({ status, progress }, { remark: 'stale-click' });
  }
  for (const failure of FAILURES) {
    const counts = { lines: 0, toCreate: 0, present: 0, differing: 0, refused: 0, dirigeants: 0, invitations: 0 };
    cases[`import, failed: ${failure}`] = show({ status: 'failed', failure, counts });
  }
  const none = { lines: 3, toCreate: 0, present: 3, differing: 0, refused: 0, dirigeants: 1, invitations: 0 };
  cases['import, columns missing'] = show({
    ...{ status: 'failed', failure: 'columns-missing', counts: { ...none, lines: 0 } },
    ...{ missingColumns: ['code', 'raisonSociale', 'ape'], columns: [{ field: 'ville', heading: 'Ville' }] },
    unknownColumns: ['Effectif'],
  });
  cases['import, reading, some lines'] = show({ status: 'reading' });
  cases['import, reading, just begun'] = show({ status: 'reading', counts: { ...none, lines: 0 } });
  cases['import, nothing to create'] = show({ counts: none });
  cases['import, one of each'] = show({
    counts: { lines: 1, toCreate: 1, present: 1, differing: 1, refused: 1, dirigeants: 1, invitations: 1 },
    differences: [{ line: 3, code: 'BM12', fields: ['ville', 'codePostal', 'code'] }],
  });
  cases['import, already open'] = show({}, { remark: 'already-open' });
  cases['import, done with invitations'] = show({ status: 'done', invites: true, progress });
  for (const code of [...LINE_FAULTS, ...FILE_FAULTS]) {
    cases[`import, fault ${code}`] = show({
      faults: [fault(code), fault(code, '')],
      faultsKept: 2,
      faultCounts: { [code]: 2 },
    });
  }
  const ten = Array.from({ length: 10 }, () => fault('ape-invalid'));
  cases['import, second page of faults'] = show({ faults: ten, faultsKept: 30, faultCounts: { x: 30 } }, { page: 1 });
  cases['import, last page kept'] = show({ faults: ten, faultsKept: 1_000, faultCounts: { x: 5_000 } }, { page: 99 });
  cases['import, hostile'] = show({
    ...{ fileName: hostile, depositor: hostile, unknownColumns: [hostile] },
    faults: [{ line: 2, column: hostile, text: hostile, code: 'country-unknown' }],
    ...{ faultsKept: 1, faultCounts: { 'country-unknown': 1 } },
    differences: [{ line: 2, code: hostile, fields: ['ville'] }],
  });
  cases['import, longest'] = show({
    ...{
      fileName: longest(120),
      depositor: longest(256),
      unknownColumns: Array.from({ length: 20 }, () => longest(80)),
    },
    faults: Array.from({ length: 10 }, () => ({
      line: 99_999,
      column: longest(80),
      text: longest(80),
      code: 'number-scientific',
    })),
    ...{ faultsKept: 1_000, faultCounts: { x: 100_000 } },
    differences: Array.from({ length: 3 }, () => ({
      ...{ line: 99_999, code: longest(80) },
      fields: ['code', 'raisonSociale', 'siren', 'nic', 'ape', 'adresse', 'codePostal', 'ville', 'pays'],
    })),
  });
  return cases;
}

function otherCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const line = (overrides: Partial<ApiKeyLine> = {}): ApiKeyLine => ({
    ...{ keyId: ID, prefix: 'relais_0123456789ab', label: 'Reprise', createdAt: AT, creator: 'Camille Roux' },
    scopes: ['dossiers.import', 'partners.manage'],
    ...overrides,
  });
  const keys = (lines: ApiKeyLine[], hasMore = false) => apiKeysCard({ locale, ...TIME, lines, hasMore });
  const key = `relais_0123456789ab_${'A_'.repeat(21)}A`;
  return {
    deposit: depositCard({ locale, slotId: ID, mostMb: 50 }),
    'deposit, arriving': depositCard({ locale, slotId: ID, mostMb: 50, isArriving: true }),
    export: exportCard(locale),
    'api keys, none': keys([]),
    'api keys': keys([line(), line({ lastUsedAt: AT }), line({ revokedAt: AT, creator: undefined })], true),
    'api keys, hostile': keys([line({ label: hostile, creator: hostile })]),
    'api keys, longest': keys(
      Array.from({ length: 12 }, () => line({ label: longest(60), creator: longest(256) })),
      true,
    ),
    'api key, new': newKeyCard(locale),
    'api key, new, no use chosen': newKeyCard(locale, { label: longest(400), scopes: '' }),
    'api key, shown': shownKeyCard(locale, { key, label: 'Reprise' }),
    'api key, shown, hostile': shownKeyCard(locale, { key, label: hostile }),
    'api key, revoke': revokeKeyCard(locale, line()),
    'api key, revoke, hostile': revokeKeyCard(locale, line({ label: hostile })),
  };
}
