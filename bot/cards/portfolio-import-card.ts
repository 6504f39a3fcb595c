import type { TFunction } from 'i18next';
import type { PortfolioImportState } from '../../models/portfolio-import.ts';
import type { ImportView } from '../../workflows/portfolio-imports/get-import.ts';
import { faultText, fieldName } from '../files/fault-text.ts';
import { differencesText } from '../files/report-words.ts';
import { formatMoment, formatNumber, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import {
  banner,
  button,
  card,
  type Element,
  execute,
  facts,
  note,
  paragraph,
  plain,
  row,
  shorten,
  title,
  toggle,
} from './parts.ts';

export const FAULTS_A_PAGE = 10;
export type ImportRemark = 'stale-click' | 'already-open';

type ImportCardData = {
  locale: Locale;
  timeZone: string;
  imported: ImportView;
  /** The place on the card that waited for the file, to be followed as well. */
  slotId?: string;
  page?: number;
  remark?: ImportRemark;
};

const GROUND = {
  receiving: 'accent',
  reading: 'accent',
  previewed: 'warning',
  importing: 'accent',
  done: 'good',
  cancelled: 'emphasis',
  failed: 'attention',
  expired: 'emphasis',
} as const satisfies Record<PortfolioImportState, string>;

/** A file of companies from its arrival to its end (domain 103): nothing is written before « Oui ». */
export function portfolioImportCard(data: ImportCardData): Answer {
  const { locale, imported, slotId, page = 0, remark } = data;
  const t = words(locale);
  const { importId, status, fileName } = imported;
  const summary = t('portfolioImport.summary', { file: fileName, state: t(`portfolioImport.state.${status}`) });
  const refs = { importId, ...(slotId && { slotId }), ...(page > 0 && { page: String(page) }) };
  return {
    summary,
    shows: { kind: 'portfolio-import', refs, watches: [importId, ...(slotId ? [slotId] : [])] },
    card: card({
      speak: summary,
      refresh: execute('portfolio-import.view', { importId, ...(slotId && { slotId }), ...(page > 0 && { page }) }),
      body: [
        title(t('portfolioImport.title')),
        note(plain(shorten(fileName, 120))),
        banner(t(`portfolioImport.state.${status}`), GROUND[status]),
        remark && paragraph(t(remark === 'already-open' ? 'portfolioImport.alreadyOpen' : 'invitation.staleClick')),
        ...bodyOf(t, data),
      ],
      buttons: buttonsFor(t, locale, data),
    }),
  };
}

function bodyOf(
  t: TFunction,
  { locale, timeZone, imported, page = 0 }: ImportCardData,
): (Element | undefined | false)[] {
  const { status, failure, counts, progress, depositor, expiresAt } = imported;
  const n = (value: number) => formatNumber(locale, value);
  if (status === 'failed' && counts.lines === 0) {
    return [failure && paragraph(t(`errors.${failure}`, { most: '' })), ...columnsOf(t, locale, imported)];
  }
  if (status === 'reading') {
    return [
      note(
        counts.lines > 0
          ? t('portfolioImport.readLines', { lines: n(counts.lines) })
          : t('portfolioImport.readingNote'),
      ),
    ];
  }
  if (status === 'importing') {
    const line = t('portfolioImport.progress', { done: n(progress.handled), total: n(counts.lines) });
    return [paragraph(line), note(t('portfolioImport.importingNote'))];
  }
  const isDone = status === 'done' || status === 'failed';
  return [
    failure && paragraph(t(`errors.${failure}`, { most: '' })),
    facts([
      [t('portfolioImport.lines'), n(counts.lines)],
      isDone
        ? [t('portfolioImport.created'), n(progress.created)]
        : [t('portfolioImport.toCreate'), n(counts.toCreate)],
      [t('portfolioImport.present'), n(isDone ? progress.present : counts.present)],
      [t('portfolioImport.refused'), n(isDone ? progress.refused : counts.refused)],
      [t('portfolioImport.dirigeants'), counts.dirigeants > 0 ? n(counts.dirigeants) : undefined],
      [t('portfolioImport.depositor'), depositor && plain(shorten(depositor, 120))],
    ]),
    ...columnsOf(t, locale, imported),
    ...differencesOf(t, locale, imported),
    ...faultsOf(t, locale, imported, page),
    ...(status === 'previewed' ? invitationsOf(t, locale, imported) : []),
    status === 'previewed' && note(t('portfolioImport.previewNote', { at: formatMoment(locale, timeZone, expiresAt) })),
    isDone && imported.invites && counts.invitations > 0 && note(t('portfolioImport.invitationsGone')),
  ];
}

/** Invitations go only to those whose line asks for it, and only once their number was read here (domain 110). */
function invitationsOf(t: TFunction, locale: Locale, { counts }: ImportView): (Element | false)[] {
  if (counts.dirigeants === 0) return [];
  if (counts.invitations === 0) return [note(t('portfolioImport.noInvitations'))];
  const count = counts.invitations;
  const text = t('portfolioImport.invite', { count, total: formatNumber(locale, count) });
  return [
    { ...toggle('invites', text), label: t('portfolioImport.invitations') },
    note(t('dossierForm.invitesAdvice')),
  ];
}

function columnsOf(t: TFunction, locale: Locale, imported: ImportView): (Element | false)[] {
  const { unknownColumns, missingColumns, columns } = imported;
  const list = (names: string[]) => plain(shorten(names.join(', '), 300));
  return [
    missingColumns.length > 0 &&
      paragraph(
        t('portfolioImport.missingColumns', {
          columns: missingColumns.map((one) => fieldName(locale, one)).join(', '),
        }),
        { color: 'Attention' },
      ),
    missingColumns.length > 0 &&
      columns.length > 0 &&
      note(t('portfolioImport.knownColumns', { columns: list(columns.map(({ heading }) => heading)) })),
    unknownColumns.length > 0 && note(t('portfolioImport.unknownColumns', { columns: list(unknownColumns) })),
  ];
}

function differencesOf(t: TFunction, locale: Locale, { counts, differences }: ImportView): (Element | false)[] {
  if (counts.differing === 0) return [];
  return [
    note(t('portfolioImport.differing', { count: counts.differing, total: formatNumber(locale, counts.differing) })),
    ...differences
      .slice(0, 3)
      .map(({ line, code, fields }) =>
        note(t('portfolioImport.differingLine', { line, code: plain(code), what: differencesText(locale, fields) })),
      ),
  ];
}

function faultsOf(t: TFunction, locale: Locale, imported: ImportView, page: number): (Element | false)[] {
  const { faults, faultsKept, faultCounts } = imported;
  if (faults.length === 0) return [];
  const first = page * FAULTS_A_PAGE;
  const total = Object.values(faultCounts).reduce((sum, count) => sum + count, 0);
  const place = { from: first + 1, to: first + faults.length, total: formatNumber(locale, total) };
  return [
    paragraph(t('portfolioImport.faultsTitle', place), { weight: 'Bolder', spacing: 'Medium' }),
    ...faults.map((fault) =>
      row(t('portfolioImport.line', { line: fault.line }), [plain(shorten(faultText(locale, fault), 320))]),
    ),
    total > faultsKept && first + faults.length >= faultsKept && note(t('portfolioImport.moreInReport')),
  ];
}

function buttonsFor(t: TFunction, locale: Locale, { imported, slotId, page = 0 }: ImportCardData): (Element | false)[] {
  const { importId, status, counts, faultsKept, fileId } = imported;
  const isPreview = status === 'previewed';
  const view = (to: number) => ({ importId, ...(slotId && { slotId }), page: to });
  const hasReport = Boolean(fileId) && counts.lines > 0 && status !== 'reading' && status !== 'importing';
  return [
    isPreview &&
      counts.toCreate > 0 &&
      button(
        t('portfolioImport.yes', { count: counts.toCreate, total: formatNumber(locale, counts.toCreate) }),
        ...(['portfolio-import.confirm', { importId }] as const),
        { style: 'positive', associatedInputs: 'auto' },
      ),
    (isPreview || status === 'reading') && button(t('buttons.cancel'), 'portfolio-import.cancel', { importId }),
    hasReport && button(t('portfolioImport.getReport'), 'portfolio-import.report', { importId }),
    page > 0 && button(t('portfolioImport.previous'), 'portfolio-import.view', view(page - 1)),
    hasReport &&
      (page + 1) * FAULTS_A_PAGE < faultsKept &&
      button(t('portfolioImport.next'), 'portfolio-import.view', view(page + 1)),
    (status === 'done' || status === 'failed' || status === 'expired' || status === 'cancelled') &&
      button(t('portfolioImport.another'), 'command.run', { command: 'import-dossiers' }),
  ];
}
