import { expect } from 'chai';
import fc from 'fast-check';
import { type FecForm, type FecOptions, fecRows, HEADER, renderFec } from '../../../fixtures/fec/generate-fec.ts';
import { entry, type Parsed, parse, parseRows } from './parsing.ts';

const options: fc.Arbitrary<FecOptions> = fc.record({
  lines: fc.integer({ min: 2, max: 80 }),
  seed: fc.nat(),
  provisional: fc.boolean(),
  numbering: fc.constantFrom('journal', 'file', 'line', 'constant'),
});

const form: fc.Arbitrary<FecForm> = fc.record({
  separator: fc.constantFrom('\t', '|', ';'),
  eol: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'windows-1252', 'iso-8859-15', 'cp850', 'utf-16le', 'utf-16be'),
  cut: fc.boolean(),
});

/** What a file comes to, whatever it is written like. */
function contentOf({ encoding: _, anomalies: __, anomalyCounts: ___, codes: ____, chunks, ...content }: Parsed) {
  return { ...content, bytes: Buffer.concat(chunks.map(({ bytes }) => bytes)).toString('utf8') };
}

/** Without control characters, which a label loses, and blanks or quotes at its ends. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  .map((all) => all.replace(/[\x00-\x1f]/g, '').replace(/^[\s"\u00a0]+|[\s"\u00a0]+$/g, ''));

describe('Any valid FEC', () => {
  it('comes to the same, byte for byte, in any encoding, with any separator and line end (fec.md 2)', async () => {
    await fc.assert(
      fc.asyncProperty(options, form, fc.integer({ min: 1, max: 5_000 }), async (made, written, size) => {
        const rows = [...fecRows(made)];
        const plain = await parseRows(rows, { eol: '\n' });
        const other = await parse(renderFec(rows, written), undefined, size);
        expect(contentOf(other)).to.deep.equal(contentOf(plain));
        expect(plain.lines).to.deep.equal(rows);
        expect(other.anomalies.filter(({ severity }) => severity === 'blocking')).to.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });

  it('gives back every text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 }),
        form,
        async (texts, { eol }) => {
          const rows = texts.flatMap(([label, piece, name], n) =>
            entry({ EcritureNum: `${n + 1}`, EcritureLib: label, PieceRef: piece, CompAuxLib: name, CompAuxNum: 'F1' }),
          );
          const result = await parseRows(rows, { eol });
          expect(result.lines).to.deep.equal(rows);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the same one with its columns in any order, and padded anyhow', async () => {
    const order = fc.shuffledSubarray(
      HEADER.map((_, n) => n),
      { minLength: HEADER.length },
    );
    await fc.assert(
      fc.asyncProperty(options, order, fc.nat({ max: 3 }), async (made, columns, padding) => {
        const rows = [...fecRows(made)];
        const shuffle = (row: readonly string[]) => columns.map((n) => row[n] ?? '');
        const pad = (row: string[]) =>
          row.map((one, n) => `${' '.repeat((n * padding) % 4)}${one}${' '.repeat(padding)}`);
        const moved = await parseRows(
          rows.map((row) => pad(shuffle(row))),
          { header: shuffle(HEADER) },
        );
        expect(contentOf(moved)).to.deep.equal(contentOf(await parseRows(rows)));
      }),
      { numRuns: 60 },
    );
  });

  it('does not pass once one of its amounts has changed, or one of its lines is gone (fec.md 6)', async () => {
    const numbered = options.map((made) => ({ ...made, numbering: 'journal' as const }));
    await fc.assert(
      fc.asyncProperty(
        numbered,
        fc.nat(),
        fc.integer({ min: 1, max: 9_999 }),
        fc.boolean(),
        async (made, at, by, isGone) => {
          const rows = [...fecRows(made)];
          const n = at % rows.length;
          const changed = (rows[n] ?? []).with(HEADER.indexOf('Debit'), `${99_999 + by},37`);
          const result = await parseRows(isGone ? rows.toSpliced(n, 1) : rows.with(n, changed));
          expect(result.codes).to.include('file-unbalanced').and.to.include('journal-unbalanced');
        },
      ),
      { numRuns: 60 },
    );
  });
});
