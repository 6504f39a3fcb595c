import type { Types } from 'mongoose';
import { AppError } from '../../../errors.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { layoutParts, PartnerLayout, type PartnerLayoutRecord } from '../../../models/partner-layout.ts';
import { dispatchSoon } from '../../dispatch-outbox.ts';
import { afterTheAnswer, auditedOn, refreshesCards, startsJob } from '../../events.ts';
import type { Services } from '../../services.ts';
import { type CustomMapping, missingColumns } from '../formats/custom-mapping.ts';

/** Who agrees: the partner, whose files they are, or somebody of the firm. */
export type LayoutActor = { kind: 'partner' | 'collaborateur'; id: string; door: 'api' | 'teams' };

type Agreed = { mapping: CustomMapping /** Of what was seen, when something was. */; version?: number };

/**
 * Agrees to what the columns of a partner's files are. Imports that waited for it are read again, by jobs. What was agreed
 * may be changed later: it counts for the files to come, and those still in error for it.
 *
 * @throws AppError `not-found`, `layout-incomplete` (names what is missing), `stale-card`.
 */
export async function confirmLayout(
  services: Services,
  actor: LayoutActor,
  { _id, cabinetId, partnerId }: { _id: string; cabinetId: string; partnerId?: Types.ObjectId },
  { mapping, version }: Agreed,
): Promise<PartnerLayoutRecord> {
  const missing = missingColumns(mapping);
  if (missing.length > 0) throw new AppError('layout-incomplete', { params: { columns: missing.join(', ') } });
  const now = services.now();
  const { kind, id, door } = actor;
  const waited = await PartnerImport.countDocuments({ cabinetId, status: 'error', ...layoutParts(_id) });
  const where = { _id, cabinetId, ...(partnerId && { partnerId }) };
  const confirmed = await PartnerLayout.findOneAndUpdate(
    { ...where, ...(version !== undefined && { version }) },
    {
      $set: { mapping, missing: [], status: 'confirmed', confirmedAt: now, confirmedBy: { kind, id }, waited },
      $inc: { version: 1 },
      $push: {
        outbox: {
          $each: [
            auditedOn(
              now,
              { kind: 'partner-layout', id: _id },
              {
                actor: { kind, id },
                door,
                act: 'partner-layout.confirmed',
                after: { columns: Object.keys(mapping.columns) },
              },
            ),
            startsJob(now, 'read-imports-again', { cabinetId, layoutId: _id }),
            refreshesCards(now, cabinetId, _id, afterTheAnswer(now)),
          ],
        },
      },
    },
    { returnDocument: 'after' },
  ).lean<PartnerLayoutRecord>();
  if (!confirmed) {
    const isThere = await PartnerLayout.exists(where);
    throw new AppError(isThere ? 'stale-card' : 'not-found', { because: 'layout' });
  }
  await dispatchSoon(services, 'partner-layout', confirmed);
  return confirmed;
}
