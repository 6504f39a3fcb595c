import { expect } from 'chai';
import fc from 'fast-check';
import { JsonNumber } from '../../../../workflows/partner-imports/formats/json-number.ts';
import { JsonPieces } from '../../../../workflows/partner-imports/formats/json-pieces.ts';
import { type JsonValue, readJsonValue } from '../../../../workflows/partner-imports/formats/read-json-value.ts';
import { centsText } from '../../../fixtures/fec/generate-fec.ts';
import { parseJsonBytes } from './parsing-others.ts';

const KEYS = { document: new Set(['version', 'entries', 'journals']), entry: new Set(['journal', 'lines']) };

/** What bytes are cut into, in pieces of the sizes given. */
function cut(bytes: Buffer, sizes: number[]): unknown[] {
  const pieces = new JsonPieces(KEYS);
  const all: unknown[] = [];
  const take = (one: ReturnType<typeof pieces.end>) => {
    for (const piece of one) all.push('bytes' in piece ? { ...piece, bytes: piece.bytes.toString('latin1') } : piece);
  };
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] as number;
    take(pieces.push(bytes.subarray(at, at + size)));
    at += size;
  }
  take(pieces.end());
  return all;
}

const token = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\"',
    '\n',
    ' ',
    '1',
    '-2.5e3',
    'true',
    'null',
    'é',
    '\ufeff',
    '{"journal":1}',
  ],
  ...[
    '"version":1',
    '"entries":[',
    '"journals":[',
    '"journal":',
    '"lines":[]',
    '"x":{"y":[1,{}]}',
    '{"version":1,"entries":[',
    '"a"',
  ],
);

describe('Any JSON', () => {
  it('is cut into the same values however its bytes come', () => {
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (tokens, sizes) => {
          const bytes = Buffer.from(tokens.join(''), 'utf8');
          expect(cut(bytes, sizes)).to.deep.equal(cut(bytes, [bytes.length + 1]));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('is read as the language itself reads it, but for its numbers', () => {
    const plain = (value: JsonValue): unknown => {
      if (value instanceof JsonNumber) return Number(value.text);
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
    };
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(3), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        expect(plain(readJsonValue(written).value)).to.deep.equal(JSON.parse(written));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused exactly where the language refuses it', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
        const text = tokens.join('');
        const reads = (read: () => unknown) => {
          try {
            read();
            return true;
          } catch {
            return false;
          }
        };
        expect(
          reads(() => readJsonValue(text)),
          text,
        ).to.equal(reads(() => JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('of random entries that balance comes back line by line, and to the cent', async () => {
    const code = fc.stringMatching(/^[A-Z][A-Z0-9]{0,5}$/);
    const cents = fc.integer({ min: 1, max: 9_999_999_999 });
    const label = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .map((text) => `x${text.replace(/[\p{C}"]/gu, '').trimEnd()}`);
    const entries = fc.array(
      fc.record({ journal: code, label, amounts: fc.array(cents, { minLength: 1, maxLength: 5 }) }),
      {
        minLength: 1,
        maxLength: 10,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.constantFrom(0, 2),
        fc.boolean(),
        fc.integer({ min: 1, max: 500 }),
        async (made, indent, asNumbers, size) => {
          const written = (amount: number) => centsText(amount).replace(',', '.');
          const document = {
            version: 1,
            entries: made.map(({ journal, label: text, amounts }, n) => ({
              ...{ journal, date: '2025-06-30', number: `E${n}`, label: text },
              lines: [
                ...amounts.map((amount) => ({ account: '606300', debit: written(amount) })),
                { account: '401000', credit: written(amounts.reduce((sum, amount) => sum + amount, 0)) },
              ],
            })),
          };
          const json = JSON.stringify(document, null, indent);
          const text = asNumbers ? json.replace(/"(\d+\.\d\d)"/g, '$1') : json;
          const result = await parseJsonBytes(text, { size });
          expect(result.blocking).to.deep.equal([]);
          const expected = made.flatMap(({ journal, label: name, amounts }) => [
            ...amounts.map((amount) => [journal, name.trim(), centsText(amount), '']),
            [journal, name.trim(), '', centsText(amounts.reduce((sum, amount) => sum + amount, 0))],
          ]);
          expect(result.lines.map((line) => [line[0], line[10], line[11], line[12]])).to.deep.equal(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});
