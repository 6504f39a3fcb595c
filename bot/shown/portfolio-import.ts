import { getImport } from '../../workflows/portfolio-imports/get-import.ts';
import { depositCard } from '../cards/deposit-card.ts';
import { FAULTS_A_PAGE, type ImportRemark, portfolioImportCard } from '../cards/portfolio-import-card.ts';
import type { ShowRecord } from './shown.ts';

/** An import, or the place that waits for its file; once the file is there, the place shows it. */
export const showPortfolioImport: ShowRecord = async ({ config }, { cabinetId, locale }, refs, remark) => {
  const { importId, slotId, page = '0' } = refs;
  const at = Number(page) || 0;
  const faults = { skip: at * FAULTS_A_PAGE, limit: FAULTS_A_PAGE };
  const which = importId ? { importId } : slotId ? { slotId } : undefined;
  if (!which) return undefined;
  const imported = await getImport(cabinetId, which, faults);
  if (imported) {
    const { timeZone } = config.firm;
    return portfolioImportCard({ locale, timeZone, imported, slotId, page: at, remark: remark as ImportRemark });
  }
  if (importId || !slotId) return undefined;
  const isArriving = remark === 'arriving';
  return depositCard({ locale, slotId, mostMb: config.imports.mostBytes / 1024 / 1024, isArriving });
};
