import { expect } from 'chai';
import fc from 'fast-check';
import { renderTra, type TraOptions, traOf } from '../../../fixtures/tra/generate-tra.ts';
import { parseTraBytes } from './parsing-tra.ts';

/** What a TRA is made of, and how its writer differs from others (facts: tra.md section 9). */
const options: fc.Arbitrary<TraOptions> = fc.record({
  ...{ lines: fc.integer({ min: 2, max: 60 }), seed: fc.nat(), form: fc.constantFrom('STD', 'ETE') },
  ...{ version: fc.constantFrom('001', '002', '006', '007', '011') },
  ...{ hasAnalytics: fc.boolean(), hasAttachments: fc.boolean(), analyticLetter: fc.constantFrom('O', '0') },
  ...{ padding: fc.constantFrom(' ', '0'), neutralDate: fc.constantFrom('01011900', '01011970', '        ') },
});

const form = fc.record({
  eol: fc.constantFrom('\r\n', '\n', '\r'),
  encoding: fc.constantFrom('windows-1252', 'utf8', 'cp850', 'utf-16le'),
  cut: fc.boolean(),
});

describe('Any valid TRA', () => {
  it('comes to the entries that it was made from, whoever wrote it and in whichever encoding (tra.md 9)', async () => {
    await fc.assert(
      fc.asyncProperty(options, form, fc.integer({ min: 1, max: 5_000 }), async (made, written, size) => {
        const { lines, rows } = traOf(made);
        const result = await parseTraBytes(renderTra(lines, written), {}, size);
        expect(result.blocking).to.deep.equal([]);
        const read = result.lines.map((line) => [
          ...[line.JournalCode, line.JournalLib, line.EcritureNum, line.EcritureDate, line.CompteNum, line.CompteLib],
          ...[line.CompAuxNum, line.CompAuxLib, line.EcritureLib, line.Debit, line.Credit, line.DateEcheance],
        ]);
        const [wanted, due] = [[0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12], ''];
        expect(read).to.deep.equal(rows.map((row) => [...wanted.map((n) => row[n]), due]));
        const attached = made.hasAttachments ? rows.filter((row) => row[6] !== '').length : 0;
        expect(result.attachments).to.have.lengthOf(attached);
      }),
      { numRuns: 120 },
    );
  });

  it('comes to the same when blanks are cut from the ends of its lines, or more of them added', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.nat({ max: 9 }), async (made, more) => {
        const { lines } = traOf(made);
        const plain = await parseTraBytes(renderTra(lines));
        const cut = await parseTraBytes(renderTra(lines.map((line) => line.trimEnd())));
        const long = await parseTraBytes(renderTra(lines.map((line) => line + ' '.repeat(more))));
        expect(cut.lines).to.deep.equal(plain.lines);
        expect(long.lines).to.deep.equal(plain.lines);
        expect(cut.blocking).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
  });

  it('has as many entries without numbers as with them, where each balances', async () => {
    await fc.assert(
      fc.asyncProperty(options, async (made) => {
        const { entries } = await parseTraBytes(renderTra(traOf({ ...made, numbering: 'number' }).lines));
        for (const numbering of ['reference', 'none'] as const) {
          const other = await parseTraBytes(renderTra(traOf({ ...made, numbering }).lines));
          expect(other.entries, numbering).to.equal(entries);
          expect(other.blocking).to.deep.equal([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not pass once one of its amounts has changed', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.nat(), async (made, at) => {
        const { lines, rows } = traOf({ ...made, hasAnalytics: false, hasAttachments: false });
        const n = lines.length - 1 - (at % rows.length);
        const changed = lines.with(n, `${lines[n]?.slice(0, 130)}${'99999,37'.padStart(20)}${lines[n]?.slice(150)}`);
        const { codes } = await parseTraBytes(renderTra(changed));
        expect(codes).to.include('file-unbalanced').and.to.include('journal-unbalanced');
      }),
      { numRuns: 60 },
    );
  });
});
