import { getImport } from '../../workflows/portfolio-imports/get-import.ts';
import { depositCard } from '../cards/deposit-card.ts';
import { FAULTS_A_PAGE, type ImportRemark, portfolioImportCard } from '../cards/portfolio-import-card.ts';
import { showConversionCard } from './conversion.ts';
import type { ShowRecord } from './shown.ts';

/** An import, or the place that waits for its file; once the file is there, the place shows it. */
export const showPortfolioImport: ShowRecord = async (services, viewer, refs, remark) => {
  const { config } = services;
  const { cabinetId, locale } = viewer;
  const { importId, slotId, page = '0' } = refs;
  const at = Number(page) || 0;
  const faults = { skip: at * FAULTS_A_PAGE, limit: FAULTS_A_PAGE };
  const which = importId ? { importId } : slotId ? { slotId } : undefined;
  if (!which) return undefined;
  // The file that came to this place may have been a TRA.
  const conversion = slotId && (await showConversionCard(services, viewer, { slotId }, remark));
  if (conversion) return conversion;
  const imported = await getImport(cabinetId, which, faults);
  const isArriving = imported ? imported.status === 'receiving' : remark === 'arriving';
  if (imported && !isArriving) {
    const { timeZone } = config.firm;
    return portfolioImportCard({ locale, timeZone, imported, slotId, page: at, remark: remark as ImportRemark });
  }
  if (importId || !slotId) return undefined;
  return depositCard({ locale, slotId, mostMb: config.imports.mostBytes / 1024 / 1024, isArriving });
};
