import { AppError } from '../../errors.ts';
import { log } from '../../log.ts';
import { Conversion, type ConversionRecord } from '../../models/conversion.ts';
import { moveConversion } from '../../models/move-conversion.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, afterTheAnswer, startsJob } from '../events.ts';
import { forgetFile } from '../files/store-file.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { type ChoiceFaults, type ChoiceForm, checkChoice } from './check-choice.ts';
import { convertFile, LEASE_MS } from './convert-file.ts';
import { conversionAudited, conversionCards } from './events.ts';
import { isMendable } from './is-mendable.ts';
import { isSameChoice } from './is-same-choice.ts';

/** A file of this size is converted well within the second that a turn has. */
const MOST_AT_ONCE_BYTES = 4 * 1024 * 1024;

/** `stale`: the conversion was not one that a choice changes, by now. */
export type Chosen = { kind: 'chosen' | 'stale' } | { kind: 'faulty'; faults: ChoiceFaults };

/**
 * « Exporter le FEC »: what was chosen is made, at once when the file is small, else by a job. The same choice again gives
 * what it gave; another one takes the place of the former's FEC.
 *
 * @throws AppError `not-found`.
 */
export async function chooseConversion(
  services: Services,
  staff: Staff,
  { conversionId, form }: { conversionId: string; form: ChoiceForm },
): Promise<Chosen> {
  const { cabinetId } = staff;
  const now = services.now();
  const record = await Conversion.findOne({ _id: conversionId, cabinetId }).lean<ConversionRecord>();
  if (!record) throw new AppError('not-found', { because: 'conversion' });
  if (record.expiresAt <= now || !isMendable(record)) return { kind: 'stale' };
  const checked = await checkChoice(record, form);
  if (!checked.ok) return { kind: 'faulty', faults: checked.faults };
  const { choice } = checked;
  const isSame = isSameChoice(choice, record.choice);
  if (record.status === 'converting' || (record.status === 'done' && isSame)) {
    return { kind: isSame ? 'chosen' : 'stale' };
  }
  const { _id, status, version, size } = record;
  const isSmall = size <= MOST_AT_ONCE_BYTES;
  // The job of a small file is there in case this process dies.
  const runAt = isSmall ? new Date(now.getTime() + LEASE_MS) : now;
  const moved = await moveConversion({
    where: { _id, cabinetId, version },
    to: 'converting',
    set: { choice, attempts: 0 },
    events: [
      conversionAudited(now, record, {
        ...{ actor: actorOf(staff), act: 'conversion.chosen', before: { status } },
        after: { status: 'converting', ...choice },
      }),
      startsJob(now, 'convert-tra', { cabinetId, conversionId }, runAt),
      ...conversionCards(now, record, afterTheAnswer(now)),
    ],
  });
  if (!moved) return { kind: 'stale' };
  if (record.fecId) await forgetFile(record.fecId);
  await dispatchSoon(services, 'conversion', moved);
  if (isSmall) {
    await convertFile(services, { cabinetId, conversionId }).catch((error: unknown) =>
      log().warn({ err: error }, 'a conversion is left to its job'),
    );
  }
  return { kind: 'chosen' };
}
