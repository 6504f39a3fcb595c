import { AppError } from '../../errors.ts';
import { movePartnerImport } from '../../models/move-partner-import.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, startsJob } from '../events.ts';
import type { Services } from '../services.ts';
import { webhookEvents } from '../webhooks/queue-webhook.ts';
import { getPartnerImport } from './get-partner-import.ts';
import type { ImportScope } from './list-partner-imports.ts';

/**
 * The partner takes its file back before anybody has decided: « Annulé » (domain 194). Its entries are deleted by a job; its
 * journals, accounts, tiers and sections stay known, as after a rejection (domain 184, 185), and so do its bytes.
 *
 * Said twice, it is answered as the first time.
 *
 * @throws AppError `not-found`, `import-decided`.
 */
export async function withdrawImport(
  services: Services,
  scope: ImportScope & Required<Pick<ImportScope, 'partnerId'>>,
  importId: string,
): Promise<PartnerImportRecord> {
  const { cabinetId, partnerId } = scope;
  const record = await getPartnerImport(scope, importId);
  if (record.status === 'cancelled') return record;
  const now = services.now();
  const moved = await movePartnerImport({
    where: { _id: record._id, cabinetId, partnerId },
    to: 'cancelled',
    events: [
      auditedOn(
        now,
        { kind: 'partner-import', id: importId },
        {
          ...{ actor: { kind: 'partner', id: String(partnerId) }, door: 'api', act: 'partner-import.withdrawn' },
          ...{ before: { status: record.status }, after: { status: 'cancelled' } },
        },
      ),
      startsJob(now, 'delete-import-entries', { cabinetId, importId }),
      ...webhookEvents(now, record),
    ],
  });
  if (moved) {
    await dispatchSoon(services, 'partner-import', moved);
    return moved;
  }
  const present = await getPartnerImport(scope, importId);
  if (present.status === 'cancelled') return present;
  throw new AppError('import-decided');
}
