/** Invented answers that the API's document and page show. A test checks each against its schema. */
import { anomalyText } from '../bot/files/anomaly-text.ts';
import { faultText } from '../bot/files/fault-text.ts';
import { words } from '../bot/locales/index.ts';

const say = words('fr');
const note = { code: 'pair-lettering', severity: 'note', count: 1 } as const;
const fault = { code: 'booking-date-invalid', severity: 'blocking', line: 2, column: 'EcritureDate', text: '20251301' };
const badApe = { line: 37, column: 'Code APE', text: '70Z', code: 'ape-invalid' };

export const IMPORT_ID = '6925a3f4c8b1d20e4f7a9b31';
export const PARTNER_ID = '6925a0c1c8b1d20e4f7a9a07';
export const KEY_ID = '6925a0c1c8b1d20e4f7a9a08';
export const PORTFOLIO_ID = '6925b7e2c8b1d20e4f7a9c55';
const PREFIX = 'relaisp_3f9c1a7be205';

const self = `/api/v1/imports/${IMPORT_ID}`;
const parts = ['entries', 'journals', 'accounts', 'tiers', 'sections', 'anomalies', 'original', 'fec'];

export const importExample = {
  id: IMPORT_ID,
  dossier: 'FLEURS',
  partner: { id: PARTNER_ID, name: 'Pulsar Notes de frais' },
  fileName: '912345675FEC20251231.txt',
  format: 'fec',
  variant: '18 columns',
  encoding: 'utf-8',
  status: 'awaiting',
  statusLabel: say('imports.status.awaiting'),
  origin: say('imports.origin'),
  size: 48_213,
  sha256: '9b74c9897bac770ffc029102a200c5de0f3b1c6e5d4a79f1b0c2d3e4f5a6b7c8',
  createdAt: '2026-01-12T09:30:04.118Z',
  updatedAt: '2026-01-12T09:30:04.871Z',
  detail: '97 écritures',
  period: { label: 'EXERCICE 2025', firstDate: '2025-01-02', lastDate: '2025-12-26' },
  counts: { lines: 291, entries: 97, journals: 4, accounts: 23, tiers: 18 },
  totals: { debit: '68412.30', credit: '68412.30', balance: '0.00' },
  validity: 'definitive',
  grouping: 'journal-number',
  extraColumns: [],
  anomalies: {
    ...{ blocking: 0, warning: 0, note: 1 },
    byCode: [{ ...note, message: anomalyText('fr', { code: note.code }) }],
  },
  links: { self, ...Object.fromEntries(parts.map((part) => [part, `${self}/${part}`])) },
};

export const withdrawnExample = { ...importExample, status: 'cancelled', statusLabel: say('imports.status.cancelled') };
export const importsExample = { items: [importExample], next: IMPORT_ID };

export const entriesExample = {
  items: [
    {
      index: 0,
      line: 2,
      journal: { code: 'VE', label: 'Ventes' },
      number: 'VE000127',
      date: '2025-03-15',
      account: { number: '411000', label: 'Clients' },
      tiers: { code: 'C00042', label: 'Menuiserie Le Guen' },
      piece: { ref: 'F2025-127', date: '2025-03-14' },
      label: 'Facture F2025-127 Menuiserie Le Guen',
      debit: '1366.20',
      credit: '0.00',
      lettering: { code: 'AB', date: '2025-04-10' },
      validDate: '2025-03-31',
    },
  ],
  next: '100',
};

export const valuesExample = {
  items: [
    { code: 'AC', label: 'Achats', lines: 112, debit: '21530.12', credit: '21530.12', balance: '0.00' },
    { code: 'VE', label: 'Ventes', lines: 96, debit: '34800.00', credit: '34800.00', balance: '0.00' },
  ],
};

export const anomaliesExample = {
  kept: 1,
  skip: 0,
  items: [{ ...fault, message: anomalyText('fr', fault) }],
};

export const partnerLineExample = {
  ...{ id: PARTNER_ID, name: 'Pulsar Notes de frais', reach: 'dossiers', dossierCount: 2 },
  ...{ createdAt: '2025-11-25T12:41:05.310Z', lastUsedAt: '2026-01-12T09:30:00.000Z' },
};
export const partnersExample = {
  items: [{ ...partnerLineExample, keyPrefix: PREFIX }],
  ...{ skip: 0, limit: 50, total: 1 },
};
export const partnerExample = {
  ...partnerLineExample,
  dossiers: ['FLEURS', 'GARAGE'],
  requestsPerMinute: 600,
  webhook: { url: 'https://api.pulsar.example/relais' },
  keys: [{ id: KEY_ID, prefix: PREFIX, valid: true, createdAt: '2025-11-25T12:41:05.310Z' }],
};
const newKey = { keyId: KEY_ID, prefix: PREFIX, key: `${PREFIX}_Qm9uam91ci1jZWNpLW4tZXN0LXBhcy11bmUtY2xlLWE` };
const SECRET = 'whsec_Y2VjaS1uLWVzdC1wYXMtdW4tc2VjcmV0LW1haXMtdW4tZXg=';
export const createdPartnerExample = { ...partnerExample, ...newKey, webhookSecret: SECRET };
export const rotatedKeyExample = { ...newKey, previousKeyExpiresAt: '2026-01-13T09:30:00.000Z' };
export const changedWebhookExample = {
  ...{ url: 'https://api.pulsar.example/relais', secret: SECRET },
  previousSecretExpiresAt: '2026-01-13T09:30:00.000Z',
};

const portfolio = `/api/v1/dossiers/imports/${PORTFOLIO_ID}`;
export const portfolioImportExample = {
  ...{ id: PORTFOLIO_ID, status: 'previewed', fileName: 'clients.xlsx', size: 18_944 },
  sha256: '3f2a1b0c9d8e7f60514233445566778899aabbccddeeff001122334455667788',
  ...{ createdAt: '2026-01-12T10:02:11.004Z', expiresAt: '2026-01-13T10:02:11.004Z' },
  columns: [
    { field: 'code', heading: 'Code dossier' },
    { field: 'raisonSociale', heading: 'Raison sociale' },
    { field: 'ape', heading: 'Code APE' },
  ],
  ...{ unknownColumns: ['Effectif'], missingColumns: [] },
  counts: { lines: 120, toCreate: 117, present: 2, differing: 0, refused: 1, dirigeants: 98, invitations: 12 },
  progress: { line: 0, handled: 0, created: 0, present: 0, refused: 0 },
  ...{ invitations: false, differences: [], faultCounts: { 'ape-invalid': 1 } },
  faults: {
    ...{ skip: 0, limit: 50, kept: 1 },
    items: [{ ...badApe, message: faultText('fr', badApe) }],
  },
  links: {
    ...{ self: portfolio, confirm: `${portfolio}/confirm`, cancel: `${portfolio}/cancel` },
    report: `${portfolio}/report`,
  },
};
export const portfolioReadingExample = {
  ...portfolioImportExample,
  ...{ status: 'reading', expiresAt: undefined, columns: [], unknownColumns: [], faultCounts: {} },
  counts: { lines: 0, toCreate: 0, present: 0, differing: 0, refused: 0, dirigeants: 0, invitations: 0 },
  faults: { skip: 0, limit: 50, kept: 0, items: [] },
};
export const portfolioImportingExample = {
  ...portfolioImportExample,
  ...{ status: 'importing', expiresAt: undefined },
};
export const portfolioCancelledExample = {
  ...portfolioImportExample,
  ...{ status: 'cancelled', expiresAt: undefined, finishedAt: '2026-01-12T10:05:40.900Z' },
};

export const decidedExample = {
  ...{ id: `import:${IMPORT_ID}:booked:2`, type: 'partner-import.decided', createdAt: '2026-01-12T14:05:33.402Z' },
  data: {
    import: {
      ...{ ...importExample, status: 'booked', statusLabel: say('imports.status.booked') },
      updatedAt: '2026-01-12T14:05:33.402Z',
    },
  },
};

const aColumn = (index: number, header: string) => ({ index, header });
export const LAYOUT_ID = 'b7c1f0a24e9d63580c1e7f2ab4d96e31';
export const mappingExample = {
  columns: {
    ...{ EcritureDate: aColumn(0, 'Date'), CompteNum: aColumn(1, 'Compte'), EcritureLib: aColumn(2, 'Libellé') },
    ...{ Debit: aColumn(3, 'Débit'), Credit: aColumn(4, 'Crédit') },
  },
  constants: { JournalCode: 'NDF', JournalLib: 'Notes de frais' },
  ...{ extras: [aColumn(5, 'Salarié')], dateOrder: 'JJMMAAAA', decimal: ',', separator: ';', encoding: 'UTF-8' },
  ...{ headerRow: 1, skipRows: 0, signConvention: 'debit-positive' },
};
export const layoutExample = {
  ...{ id: LAYOUT_ID, status: 'confirmed', header: ['Date', 'Compte', 'Libellé', 'Débit', 'Crédit', 'Salarié'] },
  sample: [['15/03/2025', '625100', 'Train Nantes-Paris', '84,00', '', 'J. Morel']],
  ...{ mapping: mappingExample, missing: [], confidence: 0.92, updatedAt: '2026-01-12T09:34:51.220Z' },
  links: { self: `/api/v1/layouts/${LAYOUT_ID}` },
};
export const layoutsExample = { items: [{ ...layoutExample, status: 'guessed' }] };

export const readAgainExample = {
  ...{ id: `import:${IMPORT_ID}:awaiting:2`, type: 'partner-import.read', createdAt: '2026-01-12T09:35:02.640Z' },
  data: { import: { ...importExample, format: 'custom', fileName: 'notes de frais.csv' } },
};
