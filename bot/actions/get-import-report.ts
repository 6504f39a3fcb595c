import { AppError } from '../../errors.ts';
import { createDownloadLink } from '../../workflows/files/create-download-link.ts';
import { getImport } from '../../workflows/portfolio-imports/get-import.ts';
import { downloadCard } from '../cards/download-card.ts';
import { words } from '../locales/index.ts';
import { requirePrivateAnswer } from '../require-private-answer.ts';
import { defineAction } from './action.ts';

/** Every line with its reason, as a file; its address is made for whoever clicked. */
export const getImportReport = defineAction('portfolio-import.report', async (context, { importId }) => {
  requirePrivateAnswer(context);
  const { services, staff } = context;
  const { locale, cabinetId } = staff;
  if (!(await getImport(cabinetId, { importId }))) throw new AppError('not-found', { because: 'portfolio import' });
  const url = await createDownloadLink(services, staff, { kind: 'import-report', importId, locale });
  const heading = words(locale)('portfolioExport.readyReport');
  const back = { verb: 'portfolio-import.view', data: { importId } } as const;
  return downloadCard({ locale, heading, url, goodFor: 'week', back });
});
