import { createUploadLink } from '../../workflows/files/create-upload-link.ts';
import { getImport } from '../../workflows/portfolio-imports/get-import.ts';
import { depositCard } from '../cards/deposit-card.ts';
import { requirePrivateAnswer } from '../require-private-answer.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** An address for whoever clicked, on their view of the card; once a file is there, the card is its preview. */
export const getDepositLink = defineAction('portfolio-import.link', async (context, { slotId }) => {
  const { services, staff } = context;
  if (await getImport(staff.cabinetId, { slotId })) return showRecord(context, 'portfolio-import', { slotId });
  requirePrivateAnswer(context);
  const url = await createUploadLink(services, staff, slotId);
  const mostMb = services.config.imports.mostBytes / 1024 / 1024;
  return depositCard({ locale: staff.locale, slotId, mostMb, url });
});
