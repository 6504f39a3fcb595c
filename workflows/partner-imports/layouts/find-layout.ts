import type { Types } from 'mongoose';
import { layoutId, PartnerLayout, type PartnerLayoutRecord } from '../../../models/partner-layout.ts';
import { type CustomMapping, customMappingSchema } from '../formats/custom-mapping.ts';
import { fitMapping } from '../formats/fit-mapping.ts';
import { guessMapping } from '../formats/guess-mapping.ts';
import { layoutFingerprint } from '../formats/layout-fingerprint.ts';
import type { Layout } from '../formats/read-layout.ts';

/** How the columns of a file are read. `isConfirmed`: a person agreed to it. */
export type FoundLayout = { fingerprint: string; mapping: CustomMapping; version: number; isConfirmed: boolean };

const SAMPLE_ROWS = 5;
const SAMPLE_CELL = 60;

/**
 * The mapping that was agreed for a partner's layout; for one that is new, a guess, kept for somebody to agree to, who is
 * told of it once a file with it is there.
 */
export async function findLayout(
  { cabinetId, partnerId }: { cabinetId: string; partnerId: Types.ObjectId },
  layout: Layout,
): Promise<FoundLayout> {
  const fingerprint = layoutFingerprint(layout);
  const _id = layoutId(partnerId, fingerprint);
  const known = await PartnerLayout.findOne({ _id, cabinetId }).lean<PartnerLayoutRecord>();
  const parsed = known?.status === 'confirmed' ? customMappingSchema.safeParse(known.mapping) : undefined;
  if (parsed?.success) {
    const { version = 0 } = known ?? {};
    return { fingerprint, mapping: fitMapping(parsed.data, layout), version, isConfirmed: true };
  }
  const { mapping, missing, confidence } = guessMapping(layout);
  if (!known) {
    const sample = layout.rows
      .slice(0, SAMPLE_ROWS)
      .map(({ cells }) => cells.map((cell) => cell.slice(0, SAMPLE_CELL)));
    // Another file of the same layout may come at this instant: the first guess stands.
    await PartnerLayout.updateOne(
      { _id, cabinetId },
      {
        $setOnInsert: {
          ...{ partnerId, fingerprint, header: layout.header, sample, mapping, missing, confidence },
          ...{ status: 'guessed', version: 0, outbox: [] },
        },
      },
      { upsert: true },
    );
  }
  return { fingerprint, mapping, version: known?.version ?? 0, isConfirmed: false };
}
