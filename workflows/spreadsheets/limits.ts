/** How much of a file is read before it is refused. */
export type Limits = {
  /** Bytes of the file. They are held whole while it is read: the contents list of a zip comes last. */
  fileBytes: number;
  /** Bytes of one part of an XLSX once unpacked. */
  unpackedBytes: number;
  /** Unpacked bytes for a packed one. Excel's own sheets go to about 50, a bomb to 1,000. */
  unpackRatio: number;
  /** Rows that are not empty. */
  rows: number;
  /** Up to the last cell that is not empty. */
  columns: number;
  /** Excel's own limit is 32,767. A whole row may have eight times as much. */
  cellChars: number;
  /** Of the table of texts that the cells of an XLSX share, which is held while its rows are read. */
  sharedChars: number;
};

const MIB = 1024 * 1024;

/** A hundred thousand companies of a dozen columns pass with room to spare. */
export const LIMITS: Limits = {
  fileBytes: 20 * MIB,
  unpackedBytes: 256 * MIB,
  unpackRatio: 200,
  rows: 200_000,
  columns: 256,
  cellChars: 32_767,
  sharedChars: 32 * MIB,
};
