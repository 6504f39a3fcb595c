/** Bytes of one value at most: an entry with all its lines. */
export const MAX_VALUE_BYTES = 4 * 1024 * 1024;

/** A value of the file, whole; its bytes are good until the next one is asked for. */
export type JsonPiece = {
  /** The member of the document that it is, or is in; `entries` for what stands outside any document. */
  member: string;
  /** Its place in a list, from 0; missing for a member that is no list. */
  index?: number;
  /** Line of the file on which it begins. */
  line: number;
  bytes: Buffer;
};

/** What ends the reading: nobody can tell where the next value begins. */
export type JsonStop = {
  stop: 'json-syntax' | 'json-truncated' | 'json-trailing' | 'json-value-too-large';
  line: number;
  text?: string;
};
