/** `/api/v1/conversions`: a partner has a TRA made into a FEC (domain 198 to 204). */
import { type Request, type Response, Router } from 'express';
import { AppError } from '../errors.ts';
import { convertUpload } from '../workflows/conversions/convert-upload.ts';
import { getPartnerConversion } from '../workflows/conversions/get-partner-conversion.ts';
import { openConvertedFec } from '../workflows/conversions/open-converted-fec.ts';
import { readSiren } from '../workflows/identifiers/read-siren.ts';
import { authenticatePartner } from '../workflows/partners/authenticate-partner.ts';
import type { Services } from '../workflows/services.ts';
import { authenticatePartnerKey, partnerOf } from './authenticate-partner.ts';
import { conversionQuery } from './conversions.schema.ts';
import { limitDownloads } from './limit-downloads.ts';
import { CONVERSIONS, presentAnomalies, presentConversion } from './present-conversion.ts';
import { sendAppError } from './problem.ts';
import { readQuery } from './read-query.ts';
import { readUpload } from './read-upload.ts';
import { sendFile } from './send-file.ts';
import { uploadBody } from './upload-body.ts';
import { uploadSlots } from './upload-slots.ts';

export function conversionsRouter(services: Services): Router {
  const { config } = services;
  const slots = uploadSlots(services);
  const limited = limitDownloads(services, (request) => String(partnerOf(request).partner._id));
  const router = Router();
  router.use('/conversions', ...authenticatePartnerKey(services));

  router.post('/conversions', convert);

  router.get('/conversions/:id', async (request, response) => {
    response.json(presentConversion(await find(request)));
  });

  router.get('/conversions/:id/fec', limited, async (request, response) => {
    await sendFile(response, openConvertedFec(services, await find(request)));
  });
  return router;

  async function convert(request: Request, response: Response): Promise<void> {
    const { partner, keyId } = partnerOf(request);
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const { validation, date, closing, siren, name } = readQuery(request.query, conversionQuery);
    const { mostBytes, idleMs } = config.partnerImports;
    const isPacked = Boolean(request.headers['content-encoding']);
    if (!isPacked && Number(request.headers['content-length'] ?? 0) > mostBytes) {
      throw new AppError('file-too-large', { params: { most: Math.floor(mostBytes / 1024 / 1024) } });
    }
    const company = siren === undefined ? undefined : readSiren(siren);
    const choice = {
      validation,
      ...(date && { date: toNumber(date) }),
      ...(closing && { closing: toNumber(closing) }),
      ...(company?.ok && { siren: company.value }),
    };
    const body = readUpload(request, idleMs);
    const free = await slots.take();
    try {
      const converted = await convertUpload(
        services,
        { cabinetId: partner.cabinetId, partnerId: partner._id, keyId },
        {
          ...{ fileName: name ?? 'TRA', choice, source: uploadBody(request, body) },
          confirms: async () => {
            if (!(await authenticatePartner(services, key))) throw new AppError('not-allowed');
          },
        },
      );
      if (converted.kind === 'refused') {
        return sendAppError(response, new AppError('tra-blocked'), { anomalies: presentAnomalies(converted.outcome) });
      }
      const { kind, record } = converted;
      response
        .status(kind === 'made' ? 201 : 200)
        .location(`${CONVERSIONS}/${record._id}`)
        .json(presentConversion(record));
    } finally {
      free();
    }
  }

  function find(request: Request) {
    const { _id: partnerId, cabinetId } = partnerOf(request).partner;
    return getPartnerConversion(services, { cabinetId, partnerId }, String(request.params.id));
  }
}

/** AAAAMMJJ for `2024-12-31`. */
function toNumber(day: string): number {
  return Number(day.replaceAll('-', ''));
}
