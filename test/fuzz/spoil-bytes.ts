/** Bytes spoilt at random, of whatever format: cut, doubled, flooded, or with what its parser may trip over put in. */

export type Below = (max: number) => number;
export type Pick = <T>(list: readonly T[]) => T;

/** What takes a careless parser the square of its length. */
const FLOODS = [
  ...[
    ' ',
    '\t',
    '\r',
    '\n',
    '"',
    '0',
    '9',
    '\xa0',
    '\xc2\xa0',
    '\0',
    '\x1a',
    ',',
    '.',
    'x',
    '"\t',
    '\r\n',
    '" ',
    'x\n',
  ],
  '1\t',
];

/** @param random numbers in [0, 1) */
export function choicesOf(random: () => number): { below: Below; pick: Pick } {
  const below = (max: number) => Math.floor(random() * max);
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number] };
}

/** @param tokens byte strings, a character a byte */
export function spoilBytes(bytes: Buffer, random: () => number, tokens: readonly string[]): Buffer {
  const { below, pick } = choicesOf(random);
  const at = below(bytes.length + 1);
  const to = Math.min(bytes.length, at + below(random() < 0.8 ? 8 : 4_000));
  const around = (middle: Buffer) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(to)]);
  const token = () => Buffer.from(pick(tokens), 'latin1');
  return pick([
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => around(Buffer.alloc(0)),
    () => around(token()),
    () => around(Buffer.concat([token(), token(), token()])),
    () => around(Buffer.concat([bytes.subarray(at, to), bytes.subarray(at, to)])),
    () => around(Buffer.from(Array.from({ length: below(40) }, () => below(256)))),
    () => {
      const copy = Buffer.from(bytes);
      for (let n = 1 + below(4); n > 0 && copy.length > 0; n -= 1) {
        const one = below(copy.length);
        copy[one] = (copy[one] as number) ^ (1 << below(8));
      }
      return copy;
    },
    () =>
      random() < 0.1 ? around(flood(pick(FLOODS), 20_000 + below(700_000))) : around(flood(pick(FLOODS), below(3_000))),
  ])();
}

function flood(text: string, length: number): Buffer {
  return Buffer.alloc(length, text, 'latin1');
}
