import { AppError } from '../../errors.ts';
import { createDownloadLink } from '../../workflows/files/create-download-link.ts';
import { getImport } from '../../workflows/portfolio-imports/get-import.ts';
import { downloadCard } from '../cards/download-card.ts';
import { words } from '../locales/index.ts';
import { defineAction } from './action.ts';

/** Every line with its reason, as a file; its address is made for whoever clicked. */
export const getImportReport = defineAction('portfolio-import.report', async ({ services, staff }, { importId }) => {
  const { locale, cabinetId } = staff;
  if (!(await getImport(cabinetId, { importId }))) throw new AppError('not-found', { because: 'portfolio import' });
  const url = await createDownloadLink(services, staff, { kind: 'import-report', importId, locale });
  const heading = words(locale)('portfolioExport.readyReport');
  return downloadCard({ locale, heading, url, back: { verb: 'portfolio-import.view', data: { importId } } });
});
