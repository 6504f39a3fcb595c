import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import type { Cell } from '../../../workflows/spreadsheets/cell.ts';
import { neutraliseCell } from '../../../workflows/spreadsheets/neutralise-cell.ts';
import { restoreCell } from '../../../workflows/spreadsheets/restore-cell.ts';
import { writeCsv } from '../../../workflows/spreadsheets/write-csv.ts';
import { writeXlsx } from '../../../workflows/spreadsheets/write-xlsx.ts';
import { cellsOf, rowsOf } from './files.ts';

const WRITERS = [
  ['CSV', writeCsv],
  ['XLSX', writeXlsx],
] as const;

async function* from(rows: Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows;
}

/** What is left of a table once written and read: line ends as one, nothing that no cell can hold, no empty ends. */
function expected(table: string[][]): string[][] {
  return table
    .map((row) => row.map((cell) => restoreCell(neutraliseCell(cell, 'csv'))))
    .map((row) => row.slice(0, row.findLastIndex((cell) => /\S/.test(cell)) + 1))
    .filter((row) => row.length > 0);
}

describe('A table that is written', () => {
  it('opens well in French Excel as a CSV: mark, semicolons, CRLF, decimal commas, days', async () => {
    const rows: Cell[][] = [
      ['L’Épi d’œuf', '00074', 12.5, new Date('2026-03-01T23:30:00Z'), undefined, 'x'],
      ['a;b', 'dit "Jo"', -3, new Date('2026-03-02T00:00:00Z'), Number.NaN, new Date(Number.NaN)],
    ];
    const bytes = await buffer(writeCsv(['Nom', 'NIC', 'Montant', 'Jour', 'Rien', 'Fin'], from(rows)));
    expect(bytes.toString()).to.equal(
      '\ufeffNom;NIC;Montant;Jour;Rien;Fin\r\n' +
        'L’Épi d’œuf;00074;12,5;2026-03-02;;x\r\n' +
        '"a;b";"dit ""Jo""";-3;2026-03-02;;\r\n',
    );
  });

  it('keeps types in a workbook: text, numbers, days; its header is bold and stays in sight', async () => {
    const rows: Cell[][] = [['Martin', 12.5, new Date('2026-03-01T23:30:00Z'), undefined, '00074', Number.NaN]];
    const bytes = await buffer(writeXlsx(['Nom', 'Montant', 'Jour', 'Rien', 'NIC', 'Fin'], from(rows)));
    expect(await rowsOf(bytes)).to.deep.equal([
      { line: 1, cells: ['Nom', 'Montant', 'Jour', 'Rien', 'NIC', 'Fin'] },
      {
        line: 2,
        cells: ['Martin', '12.5', '2026-03-02', '', '00074'],
        isNumber: [false, true, false, false, false],
      },
    ]);
    const parts = unzipSync(bytes);
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const styles = strFromU8(parts['xl/styles.xml'] ?? new Uint8Array());
    expect(sheet).to.match(/<pane ySplit="1" topLeftCell="A2" state="frozen"/);
    const fonts = [...styles.matchAll(/<font>.*?<\/font>/g)].map(([font]) => font.includes('<b/>'));
    const bold = [...styles.slice(styles.indexOf('<cellXfs')).matchAll(/<xf [^>]*fontId="(\d+)"/g)].map(
      ([, font]) => fonts[Number(font)],
    );
    const styleOf = (reference: string) =>
      Number(new RegExp(`<c r="${reference}"[^>]* s="(\\d+)"`).exec(sheet)?.[1] ?? 0);
    expect(['A1', 'B1', 'F1'].map((reference) => bold[styleOf(reference)])).to.deep.equal([true, true, true]);
    expect(['A2', 'B2', 'C2', 'E2'].map((reference) => bold[styleOf(reference)])).to.deep.equal([
      false,
      false,
      false,
      false,
    ]);
  });

  it('has rows of one width as a CSV, cells being left out or not', async () => {
    expect((await buffer(writeCsv(['A', 'B', 'C'], from([['1'], [undefined, '2']])))).toString()).to.equal(
      '\ufeffA;B;C\r\n1;;\r\n;2;\r\n',
    );
  });

  it('has columns as wide as what they hold, within reason', async () => {
    const rows: Cell[][] = [['x', 'y'.repeat(30), 'z'.repeat(500), new Date('2026-03-01')]];
    const parts = unzipSync(await buffer(writeXlsx(['Un titre plutôt long', 'B', 'C', 'D'], from(rows))));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).to.deep.equal([22, 32, 60, 12]);
  });

  it('holds no formula, whatever the cells say', async () => {
    const cells = ['=1+1', '  =1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '+33612345678'];
    const csv = (await buffer(writeCsv(cells, from([cells])))).toString();
    for (const cell of csv
      .slice(1)
      .trim()
      .split(/[;\r\n]+/))
      expect(cell).to.match(/^["]?'/);
    const parts = unzipSync(await buffer(writeXlsx(cells, from([cells]))));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).to.not.contain('<f>');
    expect([...sheet.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text?.[0])).to.deep.equal([
      ..."''''''+",
      ..."''''''+",
    ]);
  });

  it('may have no row, and no column', async () => {
    for (const [name, write] of WRITERS) {
      expect(await cellsOf(await buffer(write(['Nom', 'Code'], from([])))), name).to.deep.equal([['Nom', 'Code']]);
      expect((await buffer(write([], from([])))).length, name).to.be.greaterThan(2);
    }
  });

  for (const [name, write] of WRITERS) {
    it(`reads back the same as ${name}, whatever its cells hold`, async () => {
      const cell = fc.oneof(
        { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
        {
          weight: 3,
          arbitrary: fc
            .array(
              fc.constantFrom(
                '=',
                '+',
                '-',
                '@',
                "'",
                '"',
                ';',
                ',',
                '|',
                '\t',
                '\n',
                '\r',
                ' ',
                'a',
                '1',
                '_x0041_',
                '<',
                '&amp;',
                ']]>',
              ),
              { maxLength: 6 },
            )
            .map((all) => all.join('')),
        },
        { weight: 1, arbitrary: fc.constantFrom('00074', '+33612345678', '1e5', '#N/A', 'VRAI', '_x000D_', 'sep=,') },
      );
      const table = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(table, async (rows) => {
          const bytes = await buffer(write(['Nom', 'Code', 'SIREN', 'NIC', 'Ville'], from(rows)));
          expect((await cellsOf(bytes)).slice(1)).to.deep.equal(expected(rows));
        }),
        { numRuns: 300 },
      );
    });

    it(`comes out as it is asked for, and asks for rows as it goes: ${name}`, async () => {
      let asked = 0;
      const endless = (async function* (): AsyncGenerator<Cell[]> {
        for (;;) {
          asked += 1;
          yield [`Société ${asked}`, `${Math.sin(asked)}`];
        }
      })();
      const stream = write(['Nom', 'Code'], endless);
      const iterator = stream[Symbol.asyncIterator]();
      await iterator.next();
      // What was on its way when the reader stopped still comes; then it stands still.
      let before = -1;
      for (let waited = 0; waited < 50 && before !== asked; waited += 1) {
        before = asked;
        await setTimeout(100);
      }
      expect(asked, 'rows pulled while nobody reads').to.equal(before);
      expect(asked).to.be.below(50_000);
      await iterator.return?.();
    });

    it(`ends in the error of its rows: ${name}`, async () => {
      for (const good of [0, 1, 500]) {
        const failing = (async function* (): AsyncGenerator<Cell[]> {
          for (let place = 0; place < good; place++) yield ['x'];
          throw new RangeError('database');
        })();
        try {
          await buffer(write(['Nom'], failing));
          expect.fail('written');
        } catch (error) {
          expect(error, `${good}`).to.be.instanceOf(RangeError);
        }
      }
    });

    it(`lets go of its rows when whoever reads it goes away: ${name}`, async () => {
      let isOver = false;
      const rows = (async function* (): AsyncGenerator<Cell[]> {
        try {
          for (;;) yield ['x'.repeat(100), `${Math.random()}`];
        } finally {
          isOver = true;
        }
      })();
      const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
      await pipeline(write(['Nom', 'Code'], rows), gone).catch(() => {});
      await setTimeout(50);
      expect(isOver).to.equal(true);
    });
  }
});
