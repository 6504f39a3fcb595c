/** A file dropped in a personal chat: fetched from where Teams keeps it, and handed in as what its content says it is. */
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { type Deposited, receiveDeposit } from '../workflows/conversions/receive-deposit.ts';
import { newSlotId } from '../workflows/files/new-slot-id.ts';
import { expectFile } from '../workflows/portfolio-imports/expect-file.ts';
import { noteFailedDeposit } from '../workflows/portfolio-imports/note-failed-deposit.ts';
import { showRecord } from './actions/show-record.ts';
import type { BotContext } from './context.ts';
import { fetchDropped } from './files/fetch-dropped.ts';
import type { Answer, TurnFile } from './turn.ts';

/** A turn has a second or so: a longer download goes on after the answer, and the card follows. */
const PATIENCE_MS = 1_500;

/**
 * The card of the import that the file became, or one that waits for it. Of several files the first is taken: the card
 * of each is asked for by dropping it.
 *
 * @throws AppError `download-refused`, `download-failed`, and those of `receiveFile`.
 */
export async function receiveDroppedFile(context: BotContext, files: TurnFile[]): Promise<Answer> {
  const [file] = files;
  if (!file) throw new AppError('invalid-input', { because: 'no file' });
  const { services, staff } = context;
  const slotId = newSlotId();
  // Before anything is fetched: should this process end, somebody else says so on the card.
  await expectFile(services, staff, { slotId, name: file.name });
  const received = hand(context, file, slotId);
  received.catch(async (error: unknown) => {
    log().info({ err: error }, 'a dropped file could not be fetched');
    const failure = error instanceof AppError ? error.code : 'download-failed';
    const { cabinetId } = staff;
    await noteFailedDeposit(services, { cabinetId, slotId, failure }).catch((other: unknown) =>
      log().error({ err: other }, 'a failed deposit was not noted'),
    );
  });
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'late').unref());
  const outcome = await Promise.race([received, late]);
  if (outcome !== 'late') {
    if (outcome.kind === 'conversion') return showRecord(context, 'conversion', { conversionId: outcome.conversionId });
    const remark = outcome.kind === 'already-open' ? 'already-open' : undefined;
    return showRecord(context, 'portfolio-import', { importId: outcome.importId }, remark);
  }
  return showRecord(context, 'portfolio-import', { slotId }, 'arriving');
}

async function hand({ services, staff }: BotContext, file: TurnFile, slotId: string): Promise<Deposited> {
  const source = await fetchDropped(file.downloadUrl, services.config);
  return receiveDeposit(services, staff, { name: file.name, source, slotId });
}
