import { readSiren } from '../identifiers/read-siren.ts';
import { fecName, findClosing } from './formats/fec-name.ts';
import type { Anomaly } from './formats/format.ts';
import { parseTra, type TraContext, type TraResult } from './formats/parse-tra.ts';
import { CONVERSION_CODES, type ConversionCode } from './formats/tra-codes.ts';
import { TRA_EXTRA_COLUMNS } from './formats/tra-rows.ts';
import { type FecEncoding, writeFec } from './formats/write-fec.ts';

export type ConversionOptions = {
  fileName?: string;
  /** The company's, when the file does not tell; else the two must be one. */
  siren?: string;
  /** AAAAMMJJ, when neither the file nor its name tells. */
  closing?: number;
  /** A date makes a definitive FEC, `provisional` a draft (domain 202, 203). */
  validation?: TraContext['validation'];
  encoding?: FecEncoding;
  hasExtras?: boolean;
};

/** What a conversion came to. Without a name the bytes are no FEC to be handed out: an anomaly that blocks says why. */
export type Conversion = {
  /** `123456782FEC20241231.txt`. */
  name: string | undefined;
  result: TraResult;
  /** Those of the file, then those of its conversion. */
  anomalies: Anomaly[];
  isBlocked: boolean;
};

/** `conclude` may be asked for once `bytes` has ended: the name depends on the last line. */
export type Converting = { bytes: AsyncIterable<Buffer>; conclude(): Conversion };

/**
 * A TRA as a FEC, in one pass (domain 198 to 204). Bytes are to be kept aside until all is known: the FEC gets its name only
 * when nothing blocks.
 */
export function convertTra(source: AsyncIterable<Uint8Array>, options: ConversionOptions = {}): Converting {
  const { fileName, siren, validation, encoding, hasExtras } = options;
  const parsing = parseTra(source, { fileName, siren, validation });
  const writing = writeFec(parsing.chunks, { encoding, hasExtras, extraColumns: TRA_EXTRA_COLUMNS });
  return { bytes: writing.bytes, conclude: () => concludeConversion(parsing.result(), writing.replaced(), options) };
}

function concludeConversion(result: TraResult, replaced: number, options: ConversionOptions): Conversion {
  const found: Anomaly[] = [];
  const add = (code: ConversionCode, where: Omit<Anomaly, 'code' | 'severity'> = {}) =>
    found.push({ code, severity: CONVERSION_CODES[code], ...where });
  const siren = options.siren ?? result.siren;
  if (siren === '') add('siren-missing');
  else if (!readSiren(siren).ok) add('siren-invalid', { text: siren });
  const closing = findClosing(result, options);
  if (result.count > 0) {
    if (closing.from === 'guessed') add('closing-guessed', { text: String(closing.date) });
    if (options.closing && options.closing !== closing.date) {
      add('closing-other', { text: `${options.closing} / ${closing.date}` });
    }
    if (closing.date < result.lastDate) add('closing-early', { text: `${closing.date} < ${result.lastDate}` });
  }
  if (replaced > 0) add('characters-replaced', { text: String(replaced) });
  const isBlocked =
    Object.values(result.anomalyCounts).some(({ severity }) => severity === 'blocking') ||
    found.some(({ severity }) => severity === 'blocking');
  return {
    name: isBlocked ? undefined : fecName({ siren, closing: closing.date }),
    result,
    anomalies: [...result.anomalies, ...found],
    isBlocked,
  };
}
