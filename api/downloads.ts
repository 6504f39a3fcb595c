/** `/fichiers/{token}`: a generated file, for a week. */
import { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { exportWords } from '../bot/files/export-words.ts';
import { reportWords } from '../bot/files/report-words.ts';
import { AppError } from '../errors.ts';
import { getConversion } from '../workflows/conversions/get-conversion.ts';
import { openConvertedFec } from '../workflows/conversions/open-converted-fec.ts';
import { exportPortfolio } from '../workflows/dossiers/export-portfolio.ts';
import { type Downloadable, openDownloadLink } from '../workflows/files/open-download-link.ts';
import { writeReport } from '../workflows/portfolio-imports/write-report.ts';
import type { Services } from '../workflows/services.ts';
import { sendProblem } from './problem.ts';
import { sendFile } from './send-file.ts';

export function downloadsRouter(services: Services): Router {
  const router = Router();
  router.use(
    rateLimit({
      ...{ windowMs: 60_000, limit: 120, standardHeaders: 'draft-8', legacyHeaders: false },
      skip: () => services.config.isLocal,
      handler: (_request, response) => {
        sendProblem(response, 'too-many-requests');
      },
    }),
  );
  router.get('/:token', async (request, response) => {
    const { staff, file } = await openDownloadLink(services, request.params.token);
    await sendFile(response, await make(staff.cabinetId, file));
  });
  router.all('/:token', (_request, response) => {
    sendProblem(response.set('Allow', 'GET'), 'method-not-allowed');
  });
  return router;

  async function make(cabinetId: string, file: Downloadable) {
    const { locale } = file;
    if (file.kind === 'import-report') {
      return writeReport(services, { cabinetId, importId: file.importId }, reportWords(locale));
    }
    if (file.kind === 'portfolio-export') return exportPortfolio(cabinetId, file, exportWords(locale));
    const conversion = await getConversion(services, cabinetId, { conversionId: file.conversionId });
    if (!conversion) throw new AppError('file-gone', { because: 'conversion' });
    return openConvertedFec(services, conversion);
  }
}
