import iconv from 'iconv-lite';

export type LegacyEncoding = 'windows-1252' | 'ISO-8859-15' | 'CP850';

/** UTF-8 of the upper 128 bytes, three bytes each in a number, and how many of these count. */
export type LegacyTable = { codes: Int32Array; lengths: Uint8Array };

const ICONV_NAMES: Record<LegacyEncoding, string> = {
  'windows-1252': 'windows-1252',
  'ISO-8859-15': 'iso-8859-15',
  // The euro stands where CP850 had a letter that French does not know.
  CP850: 'cp858',
};

/** Letters and signs of French texts where each encoding has them; next to a letter they tell one from the other. */
const ANSI = Buffer.from('e0e2e7e8e9eaebeeeff4f9fbfcc9c8c0c7cad4bd9c92b0', 'hex');
const DOS = Buffer.from('82838587888a898c8b93979681908080f8', 'hex');

const ANSI_A = 0xe0;
const DOS_A = 0x85;

export function legacyTable(encoding: LegacyEncoding): LegacyTable {
  const codes = new Int32Array(256);
  const lengths = new Uint8Array(256);
  for (let byte = 128; byte < 256; byte += 1) {
    const utf8 = Buffer.from(iconv.decode(Buffer.from([byte]), ICONV_NAMES[encoding]), 'utf8');
    codes[byte] = (utf8[0] ?? 0) | ((utf8[1] ?? 0) << 8) | ((utf8[2] ?? 0) << 16);
    lengths[byte] = utf8.length;
  }
  return { codes, lengths };
}

/**
 * Which encoding of one byte a character a text is in, by its letters (facts: fec.md section 2). Windows-1252 and
 * ISO-8859-15 hold French alike, so the lawful one is named unless bytes that it lacks are there.
 */
export function guessLegacyEncoding(bytes: Uint8Array): LegacyEncoding {
  let ansi = 0;
  let dos = 0;
  let hasControls = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 128) continue;
    if (byte < 160) hasControls = true;
    // Alone, only the word for `to` says something: the others are dashes, quotes and the like.
    if (!isLetter(bytes[at - 1]) && !isLetter(bytes[at + 1]) && byte !== ANSI_A && byte !== DOS_A) continue;
    if (ANSI.includes(byte)) ansi += 1;
    if (DOS.includes(byte)) dos += 1;
  }
  if (dos > ansi) return 'CP850';
  return hasControls ? 'windows-1252' : 'ISO-8859-15';
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
}
