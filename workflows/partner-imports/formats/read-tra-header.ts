/** What the first line of a TRA says (facts: tra.md section 2). */
export type TraHeader = {
  product: string;
  origin: 'CLI' | 'EXP';
  content: 'JRL' | 'DOS' | 'BAL' | 'SYN' | 'EXO';
  /** ETE lines may go on beyond 222 characters. */
  form: 'STD' | 'ETE';
  /** 1 to 11, 0 for one that cannot be read. */
  version: number;
  /** Number of the dossier, or that which the firm gave its client. */
  folder: string;
};

/** The last version that is described. */
export const LAST_VERSION = 11;
const HEADER = /^\*\*\*(S[1357I]|QU|WS|WT)(CLI|EXP)(JRL|DOS|BAL|SYN|EXO)(STD|ETE)/;

/** @returns undefined for what is no header of a TRA */
export function readTraHeader(line: string): TraHeader | undefined {
  const match = HEADER.exec(line);
  if (!match) return undefined;
  const [, product, origin, content, form] = match as unknown as [
    string,
    string,
    TraHeader['origin'],
    TraHeader['content'],
    TraHeader['form'],
  ];
  const field = (position: number, length: number) => line.slice(position - 1, position - 1 + length).trim();
  const version = /^\d{3}$/.test(field(34, 3)) ? Number(field(34, 3)) : 0;
  return { product, origin, content, form, version, folder: field(128, 6) || field(37, 5) };
}
