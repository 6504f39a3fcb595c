/** The cards of partners' columns, in every state that they can show. */
import { layoutCard } from '../../../bot/cards/layout-card.ts';
import { layoutFormCard } from '../../../bot/cards/layout-form-card.ts';
import { layoutGuessedCard } from '../../../bot/cards/layout-guessed-card.ts';
import { layoutsCard } from '../../../bot/cards/layouts-card.ts';
import type { Locale } from '../../../bot/locales/index.ts';
import type { Answer } from '../../../bot/turn.ts';
import {
  type CustomMapping,
  DATE_ORDERS,
  MAPPED_COLUMNS,
} from '../../../workflows/partner-imports/formats/custom-mapping.ts';
import type { FileColumn, LayoutView } from '../../../workflows/partner-imports/layouts/get-layout.ts';
import type { LayoutLine, LayoutsPage } from '../../../workflows/partner-imports/layouts/list-layout-lines.ts';
import {
  type MappingEntries,
  type MappingFaults,
  readMappingForm,
} from '../../../workflows/partner-imports/layouts/mapping-form.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const ID = `${'a'.repeat(24)}:${'b'.repeat(64)}`;
const TIME_ZONE = 'Europe/Paris';

type Longest = (length: number) => string;

export function layoutCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  return { ...listCases(locale, hostile, longest), ...cardsOf(locale, hostile, longest) };
}

function columnsOf(names: string[], samples: string[] = ['a', 'b', 'a']): FileColumn[] {
  return names.map((name, index) => ({ index, name, samples }));
}

function mappingOf(overrides: Partial<CustomMapping> = {}): CustomMapping {
  const place = (index: number) => ({ index, header: '' });
  return {
    columns: {
      ...{ JournalCode: place(0), EcritureDate: place(1), CompteNum: place(2), EcritureLib: place(3) },
      ...{ Debit: place(4), Credit: place(5), CompteLib: place(6) },
    },
    ...{ constants: {}, extras: [], dateOrder: 'JJMMAAAA', decimal: ',', separator: ';', headerRow: 1, skipRows: 0 },
    signConvention: 'debit-positive',
    ...overrides,
  };
}

function viewOf(overrides: Partial<LayoutView> = {}): LayoutView {
  const samples = [
    ...[['VE'], ['03/04/2025', '31/12/2025'], ['411000', '706000'], ['Facture 12', '']],
    ...[['1 138,50', ''], ['', '12,00'], ['Clients'], ['x']],
  ];
  return {
    ...{ layoutId: ID, partner: 'Pulsar Notes de frais', status: 'guessed', version: 0, mapping: mappingOf() },
    columns: ['Jnl', 'Jour', 'Cpte', 'Texte', 'D', 'C', 'Nom', 'Section'].map((name, index) => ({
      ...{ index, name, samples: samples[index] as string[] },
    })),
    ...{ waiting: 1, reread: 0, inError: 0, ...overrides },
  };
}

const CONFIRMED = {
  ...{ status: 'confirmed', version: 1, confirmedAt: AT, waiting: 0 },
  confirmedBy: { kind: 'collaborateur', name: 'Camille Roux' },
} as const satisfies Partial<LayoutView>;

function listCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const line = (overrides: Partial<LayoutLine> = {}): LayoutLine => ({
    ...{ layoutId: ID, partner: 'Pulsar Notes de frais', names: ['Jnl', 'Cpte'], columns: 2 },
    ...{ status: 'guessed', waiting: 0, ...overrides },
  });
  const show = (lines: LayoutLine[], page: Partial<LayoutsPage> = {}) =>
    layoutsCard({ locale, page: { lines, skip: 0, limit: 8, total: lines.length, isToConfirm: false, ...page } });
  return {
    'layouts, none': show([]),
    'layouts, none to confirm': show([], { isToConfirm: true }),
    'layouts, past the end': show([], { skip: 8, total: 3 }),
    'layouts, partner unknown, hostile': show([], { unknown: hostile }),
    layouts: show([
      ...[line({ waiting: 1 }), line({ waiting: 3, columns: 12 }), line({ status: 'confirmed' })],
      ...[line({ status: 'confirmed', waiting: 2 }), line({ names: [], columns: 0 }), line({ partner: '' })],
    ]),
    'layouts, in the middle': show([line()], { skip: 8, total: 30, partnerId: 'a'.repeat(24), isToConfirm: true }),
    'layouts, hostile': show([line({ partner: hostile, names: [hostile] })]),
    'layouts, longest': show(
      Array.from({ length: 8 }, () =>
        line({
          partner: longest(60),
          names: Array.from({ length: 5 }, () => longest(200)),
          columns: 256,
          waiting: 900,
        }),
      ),
      { skip: 8, total: 1_000 },
    ),
  };
}

function cardsOf(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const show = (overrides: Partial<LayoutView> = {}, remark?: 'stale') =>
    layoutCard({ locale, timeZone: TIME_ZONE, layout: viewOf(overrides), remark });
  const form = (layout: LayoutView, entries: MappingEntries = {}, from = 0) =>
    layoutFormCard({ locale, layout, from, ...readMappingForm(layout, entries) });
  const place = (index: number) => ({ index, header: '' });
  const cases: Record<string, Answer> = {
    'layout, to confirm': show(),
    'layout, to confirm, stale': show({}, 'stale'),
    'layout, nothing recognised': show({ mapping: mappingOf({ columns: {} }) }),
    'layout, without a header': show({ columns: viewOf().columns.map((one) => ({ ...one, name: '' })) }),
    'layout, no rows': show({ columns: columnsOf(['Jnl', 'Jour'], []) }),
    'layout, two columns of one name': show({ columns: columnsOf(['Cpte', 'Cpte', 'D', 'C', 'E', 'F', 'G']) }),
    'layout, signed': show({
      mapping: mappingOf({ columns: { MontantSigne: place(4) }, signConvention: 'credit-positive' }),
    }),
    'layout, one journal': show({
      mapping: mappingOf({ columns: { Montant: place(4), Sens: place(5) }, constants: { JournalCode: 'VE' } }),
    }),
    'layout, confirmed': show({ ...CONFIRMED, reread: 1 }),
    'layout, confirmed, stale': show(CONFIRMED, 'stale'),
    'layout, confirmed, being read again': show({ ...CONFIRMED, waiting: 1, reread: 2, inError: 1 }),
    'layout, confirmed, still in error': show({ ...CONFIRMED, waiting: 5, inError: 12 }),
    'layout, confirmed by the partner': show({ ...CONFIRMED, confirmedBy: { kind: 'partner' } }),
    'layout, confirmed by somebody gone': show({ ...CONFIRMED, confirmedBy: { kind: 'collaborateur' } }),
    'layout, confirmed, one journal': show({
      ...CONFIRMED,
      mapping: mappingOf({ columns: { MontantSigne: place(4) }, constants: { JournalCode: 'VE' } }),
    }),
    'layout, being changed': form(viewOf(CONFIRMED)),
    'layout, journal refused': form(viewOf(), { JournalCode: 'none', journal: '<b>' }),
    'layout, column unknown': form(viewOf(), { CompteNum: '99' }),
    'layout, column twice': form(viewOf(), { CompteNum: '1' }),
    'layout, hostile': show({
      partner: hostile,
      columns: viewOf().columns.map((one) => ({ ...one, name: hostile, samples: [hostile] })),
      mapping: mappingOf({ constants: { JournalCode: hostile } }),
    }),
    'layout, confirmed, hostile': show({
      ...{ ...CONFIRMED, partner: hostile, confirmedBy: { kind: 'collaborateur', name: hostile } },
      columns: viewOf().columns.map((one) => ({ ...one, name: hostile, samples: [hostile] })),
    }),
    'layout notification': layoutGuessedCard({
      locale,
      layout: viewOf(),
      dossier: { code: 'A1', raisonSociale: 'Durand' },
    }),
    'layout notification, bare': layoutGuessedCard({ locale, layout: viewOf({ columns: [] }) }),
    'layout notification, hostile': layoutGuessedCard({
      ...{ locale, layout: viewOf({ partner: hostile }), dossier: { code: hostile, raisonSociale: hostile } },
    }),
    'layout notification, longest': layoutGuessedCard({
      locale,
      layout: viewOf({ partner: longest(60), columns: columnsOf(Array.from({ length: 256 }, () => longest(200))) }),
      dossier: { code: longest(40), raisonSociale: longest(200) },
    }),
  };
  for (const dateOrder of DATE_ORDERS) cases[`layout, ${dateOrder}`] = show({ mapping: mappingOf({ dateOrder }) });
  // As many columns, as long, as a file may have; then in characters of four bytes.
  const everything = Object.fromEntries(MAPPED_COLUMNS.map((column, n) => [column, place(n * 12)]));
  const faults = Object.fromEntries(MAPPED_COLUMNS.map((column) => [column, 'missing'])) as MappingFaults;
  for (const [name, text] of Object.entries({
    longest,
    'longest, emoji': (length: number) => '🧾'.repeat(length / 2),
  })) {
    const layout = viewOf({
      partner: text(60),
      columns: columnsOf(
        Array.from({ length: 256 }, () => text(200)),
        Array.from({ length: 5 }, (_, n) => `${n}${text(58)}`),
      ),
      mapping: mappingOf({ columns: everything }),
    });
    const { form: filled } = readMappingForm(layout, {});
    for (const from of [0, 100, 255]) {
      cases[`layout, ${name}, from ${from}`] = layoutFormCard({ locale, layout, form: filled, faults, from });
    }
    cases[`layout, ${name}, to confirm`] = layoutCard({ locale, timeZone: TIME_ZONE, layout });
    cases[`layout, ${name}, confirmed`] = layoutCard({
      ...{ locale, timeZone: TIME_ZONE },
      layout: { ...layout, ...CONFIRMED, confirmedBy: { kind: 'collaborateur', name: text(256) } },
    });
  }
  return cases;
}
