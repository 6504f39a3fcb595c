import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Conversion, type ConversionChoice, type ConversionRecord } from '../../models/conversion.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { peek } from '../files/peek.ts';
import { forgetFile, orCut, tooLarge } from '../files/store-file.ts';
import { cleanFileName } from '../partner-imports/clean-file-name.ts';
import { recogniseFormat } from '../partner-imports/formats/recognise-format.ts';
import type { Services } from '../services.ts';
import { conversionAudited, KEPT_MS } from './events.ts';
import { factsOfTra, outcomeOf } from './facts-of-tra.ts';
import { isSameChoice } from './is-same-choice.ts';
import { makeFec } from './make-fec.ts';

/** Bytes by which a TRA is told. */
const HEAD_BYTES = 256;

/** Who sends, as their key says. */
export type Sender = { cabinetId: string; partnerId: Types.ObjectId; keyId: string };

type Handed = {
  fileName: string;
  choice: ConversionChoice;
  /** The bytes, unpacked. */
  source: AsyncIterable<Uint8Array>;
  /** Asked again when all is there: throws when the sender may no longer. */
  confirms?: () => Promise<void>;
};

/** `already-there`: the same bytes with the same choice gave that FEC. `refused`: nothing is kept, and why. */
export type Converted =
  | { kind: 'made' | 'already-there'; record: ConversionRecord }
  | { kind: 'refused'; outcome: Pick<ConversionRecord, 'anomalies' | 'anomalyCounts'> };

/**
 * Converts a partner's TRA as it comes, at the pace of the slowest of reading and writing (domain 198 to 204). The conversion
 * exists once its FEC is whole; of anything else nothing is left.
 *
 * @throws AppError `tra-expected`, `file-too-large`, `file-empty`, `upload-cut`, and whatever `source` throws of that family.
 */
export async function convertUpload(services: Services, sender: Sender, handed: Handed): Promise<Converted> {
  const { config, now } = services;
  const { cabinetId, partnerId } = sender;
  const { choice, confirms } = handed;
  const fileName = cleanFileName(handed.fileName);
  const { head, whole } = await peek(orCut(handed.source), HEAD_BYTES);
  if (head.length === 0) throw new AppError('file-empty');
  if (recogniseFormat(head) !== 'tra') throw new AppError('tra-expected');
  const fecId = new Types.ObjectId();
  const expiresAt = new Date(now().getTime() + KEPT_MS);
  const taking = new Taking(config.partnerImports.mostBytes);
  const target = { fecId, cabinetId, expiresAt };
  const { conversion, fecSize } = await makeFec(target, taking.read(whole), { fileName, choice });
  const outcome = outcomeOf(conversion);
  const { name, result } = conversion;
  if (name === undefined) return { kind: 'refused', outcome };
  try {
    await confirms?.();
    const { size, sha256 } = taking.conclude();
    const same = await findSame(services, sender, { fileName, sha256, choice });
    if (same) {
      await forgetFile(fecId);
      return { kind: 'already-there', record: same };
    }
    const at = now();
    const subject = { _id: new Types.ObjectId(), cabinetId };
    const made = await Conversion.create({
      ...{ ...subject, partnerId, status: 'done', fileName, size, sha256, choice },
      ...{ ...outcome, facts: factsOfTra(result, fileName).facts, name, fecId, fecSize, expiresAt },
      outbox: [
        conversionAudited(at, subject, {
          ...{ actor: { kind: 'partner', id: String(partnerId) }, act: 'conversion.done' },
          after: { status: 'done', ...choice, name, sha256, size, lines: outcome.totals.lines, keyId: sender.keyId },
        }),
      ],
    });
    const record = made.toObject() as ConversionRecord;
    await dispatchSoon(services, 'conversion', record);
    return { kind: 'made', record };
  } catch (error) {
    // The answer to the last write may be lost: a FEC that a conversion names is not to be taken away.
    const made = await Conversion.findOne({ cabinetId, partnerId, fecId }).lean<ConversionRecord>();
    if (made) return { kind: 'made', record: made };
    await forgetFile(fecId).catch(() => undefined);
    throw error;
  }
}

async function findSame(
  { now }: Services,
  { cabinetId, partnerId }: Sender,
  { fileName, sha256, choice }: Pick<ConversionRecord, 'fileName' | 'sha256'> & { choice: ConversionChoice },
): Promise<ConversionRecord | undefined> {
  const found = await Conversion.find({
    ...{ cabinetId, partnerId, sha256, fileName, status: 'done' },
    expiresAt: { $gt: now() },
  }).lean<ConversionRecord[]>();
  return found.find((one) => isSameChoice(choice, one.choice));
}

/** Bytes as they go by: counted, and their fingerprint taken. */
class Taking {
  readonly #most: number;
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async *read(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const bytes of source) {
      this.#size += bytes.length;
      if (this.#size > this.#most) throw tooLarge(this.#most);
      this.#hash.update(bytes);
      yield bytes;
    }
  }

  conclude(): { size: number; sha256: string } {
    return { size: this.#size, sha256: this.#hash.digest('hex') };
  }
}
