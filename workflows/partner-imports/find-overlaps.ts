import type { Types } from 'mongoose';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import { MAX_ANOMALIES } from './formats/anomaly-list.ts';
import type { ParseResult } from './formats/format.ts';
import { sharedShare } from './formats/line-sketch.ts';

/** Earlier imports that are looked at, newest first. */
const MOST_COMPARED = 100;
/** From this share of its lines on, a file is said to repeat an earlier one. */
const REPEATED_SHARE = 0.05;

/** The partner reads what is said here: of another's files it is told no name. */
type Compared = {
  cabinetId: string;
  dossierId: Types.ObjectId;
  partnerId: Types.ObjectId;
  importId: Types.ObjectId;
};

/**
 * Adds to a reading what it repeats of earlier imports of the dossier, awaiting or booked: entries that come twice are the
 * commonest way to wrong books. Whole files that are the same are told by their hash; this is for the rest.
 */
export async function findOverlaps(
  { cabinetId, dossierId, partnerId, importId }: Compared,
  result: ParseResult,
): Promise<ParseResult> {
  const { sketch, count, firstDate, lastDate } = result;
  if (!sketch || count === 0 || lastDate === 0) return result;
  const earlier = await PartnerImport.find(
    {
      ...{ cabinetId, dossierId, _id: { $ne: importId }, status: { $in: ['awaiting', 'booked'] } },
      'totals.firstDate': { $lte: lastDate },
      'totals.lastDate': { $gte: firstDate },
    },
    { fileName: 1, partnerId: 1, sketch: 1, totals: 1 },
  )
    .sort({ createdAt: -1 })
    .limit(MOST_COMPARED)
    .lean<PartnerImportRecord[]>();
  const repeats = earlier.flatMap(({ fileName, partnerId: owner, sketch: other, totals }) => {
    if (!other) return [];
    const lines = Math.round(
      sharedShare({ sketch, lines: count }, { sketch: bytesOf(other), lines: totals.lines }) * count,
    );
    return lines > 0 && lines / count >= REPEATED_SHARE
      ? [{ fileName: String(owner) === String(partnerId) ? fileName : '', lines }]
      : [];
  });
  if (repeats.length === 0) return result;
  const anomalies = repeats.map(({ fileName, lines }) => ({
    ...{
      code: 'lines-of-earlier-import',
      severity: 'warning' as const,
      text: (fileName ? `${lines} - ${fileName}` : String(lines)).slice(0, 80),
    },
  }));
  return {
    ...result,
    anomalies: [...anomalies, ...result.anomalies].slice(0, MAX_ANOMALIES),
    anomalyCounts: {
      ...result.anomalyCounts,
      'lines-of-earlier-import': { severity: 'warning', count: repeats.length },
    },
  };
}

/** A lean read gives the driver's own kind of bytes. */
function bytesOf(stored: Buffer | { buffer: Uint8Array }): Buffer {
  return Buffer.isBuffer(stored) ? stored : Buffer.from(stored.buffer);
}
