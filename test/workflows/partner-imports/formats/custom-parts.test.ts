import { expect } from 'chai';
import fc from 'fast-check';
import { centsFromSheet } from '../../../../workflows/partner-imports/formats/cents-from-sheet.ts';
import { columnNamed } from '../../../../workflows/partner-imports/formats/column-synonyms.ts';
import { decimalCents } from '../../../../workflows/partner-imports/formats/decimal-cents.ts';
import { readMappedAmount } from '../../../../workflows/partner-imports/formats/read-mapped-amount.ts';
import { readMappedDate } from '../../../../workflows/partner-imports/formats/read-mapped-date.ts';
import { readSens } from '../../../../workflows/partner-imports/formats/read-sens.ts';
import { isTotalLabel } from '../../../../workflows/partner-imports/formats/row-kind.ts';
import { RowSplitter, type SplitRow } from '../../../../workflows/partner-imports/formats/row-splitter.ts';

describe('An amount by its mapping', () => {
  it('is read with one decimal mark only (domain 179)', () => {
    for (const [text, comma, dot] of [
      ['1138,50', '1138,50', undefined],
      ['1138.50', undefined, '1138,50'],
      ['1 138,50', '1138,50', undefined],
      ['1 138.50', undefined, '1138,50'],
      ['1\u202f138,50\u00a0€', '1138,50', undefined],
      ['1.138,50', '1138,50', undefined],
      ['1,138.50', undefined, '1138,50'],
      ['1.138', '1138', '1,138'],
      ['1,138', '1,138', '1138'],
      ['(1 138,50)', '-1138,50', undefined],
      ['1138,50-', '-1138,50', undefined],
      ['- 12,00 €', '-12,00', undefined],
      ['€ 12,00', '12,00', undefined],
      ['−12,00', '-12,00', undefined],
      ['+12', '12', '12'],
      [',5', '0,5', undefined],
      ['-', '', ''],
      ['', '', ''],
      ["1'138", '1138', '1138'],
    ] as const) {
      expect(readMappedAmount(text, ','), `${text} ,`).to.equal(comma);
      expect(readMappedAmount(text, '.'), `${text} .`).to.equal(dot);
    }
  });

  it('is none where anybody might doubt', () => {
    for (const text of [
      '12 34,00',
      '1 1 138',
      '1,2,3',
      'abc',
      '--1',
      '(-1)',
      '1,138.50,2',
      '12 EUR 3',
      '5 %',
      '.',
      ',',
      '1e3',
      '€',
    ]) {
      expect(readMappedAmount(text, ','), text).to.equal(undefined);
    }
    const started = performance.now();
    for (const text of ['1 ', '(', ' ', '€', '-', '1.111']) readMappedAmount(text.repeat(200_000), ',');
    expect(performance.now() - started).to.be.below(500);
  });

  it('comes back from any way to write it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom('', ' ', '\u00a0', '.'),
        fc.boolean(),
        (cents, thousands, bracket) => {
          const [whole, decimals] = [
            String(Math.floor(Math.abs(cents) / 100)),
            String(Math.abs(cents) % 100).padStart(2, '0'),
          ];
          const text = `${whole.replace(/\B(?=(\d{3})+$)/g, thousands)},${decimals}`;
          const written = cents >= 0 ? text : bracket ? `(${text})` : `-${text}`;
          expect(decimalCents(readMappedAmount(written, ',') ?? '')).to.equal(cents);
        },
      ),
    );
  });

  it('of a sheet loses the noise of binary numbers only', () => {
    expect(centsFromSheet('1234.56000000001')).to.deep.equal({ text: '1234.56', isRounded: true });
    expect(centsFromSheet('-0.000000001')).to.deep.equal({ text: '0.00', isRounded: true });
    expect(centsFromSheet('3e-10')).to.deep.equal({ text: '0.00', isRounded: true });
    for (const text of ['1234.567', '1234.56', '12', '0.001', '1.00001'])
      expect(centsFromSheet(text).isRounded, text).to.equal(false);
  });
});

describe('A date by its mapping', () => {
  it('is read in one order only', () => {
    for (const [text, order, date] of [
      ['01/02/2025', 'JJMMAAAA', '20250201'],
      ['01/02/2025', 'MMJJAAAA', '20250102'],
      ['1-2-2025', 'JJMMAAAA', '20250201'],
      ['01.02.2025 10:30', 'JJMMAAAA', '20250201'],
      ['01022025', 'JJMMAAAA', '20250201'],
      ['1022025', 'JJMMAAAA', '20250201'],
      ['20250201', 'AAAAMMJJ', '20250201'],
      ['2025/02/01', 'AAAAMMJJ', '20250201'],
      ['010225', 'JJMMAA', '20250201'],
      ['10225', 'JJMMAA', '20250201'],
      ['01/02/99', 'JJMMAA', '19990201'],
      ['250201', 'AAMMJJ', '20250201'],
      ['2025-02-01', 'MMJJAAAA', '20250201'],
      ['2025-02-01T10:00:00Z', 'JJMMAAAA', '20250201'],
      ['1 févr. 2025', 'JJMMAAAA', '20250201'],
      ['15-août-25', 'JJMMAAAA', '20250815'],
      ['31 juillet 2025', 'JJMMAAAA', '20250731'],
      ['30 juin 2025', 'JJMMAAAA', '20250630'],
      ['3 Apr 2025', 'JJMMAAAA', '20250403'],
      ['15/13/2025', 'JJMMAAAA', undefined],
      ['29/02/2025', 'JJMMAAAA', undefined],
      ['01/02/25', 'JJMMAAAA', undefined],
      ['01/02/2025', 'JJMMAA', undefined],
      ['01/02/2025', 'AAAAMMJJ', undefined],
      ['00/00/0000', 'JJMMAAAA', undefined],
      ['1 brumaire 2025', 'JJMMAAAA', undefined],
      ['', 'JJMMAAAA', undefined],
    ] as const) {
      expect(readMappedDate(text, order), `${text} ${order}`).to.equal(date);
    }
  });

  it('of a sheet may be a day of its calendar', () => {
    expect(readMappedDate('45731', 'JJMMAAAA', true)).to.equal('20250315');
    expect(readMappedDate('45731.75', 'JJMMAAAA', true)).to.equal('20250315');
    expect(readMappedDate('45731', 'JJMMAAAA')).to.equal(undefined);
  });
});

describe('Names and words of partners’ files', () => {
  it('are known whatever their accents, case and punctuation', () => {
    for (const [name, column] of [
      ['N° Compte', 'CompteNum'],
      ['n°compte', 'CompteNum'],
      ['NUM_COMPTE', 'CompteNum'],
      ['Numéro de compte (*)', 'CompteNum'],
      ['CompteNum', 'CompteNum'],
      ['LIBELLÉ', 'EcritureLib'],
      ['Débit (€)', 'Debit'],
      ['D/C', 'Sens'],
      ['Lettr.', 'EcritureLet'],
      ['Date d’échéance', 'Extra'],
      ['Solde progressif', 'Ignore'],
      ['Numéro', undefined],
      ['', undefined],
    ] as const) {
      expect(columnNamed(name), name).to.equal(column);
    }
  });

  it('tell totals from labels that only speak of them', () => {
    for (const text of [
      'Total',
      'TOTAL GÉNÉRAL',
      'Sous-total',
      'Sous total 411',
      'Totaux',
      'Solde au 31/12',
      'À reporter',
      'Report',
      '*** Total ***',
      'Cumul',
    ]) {
      expect(isTotalLabel(text), text).to.equal(true);
    }
    for (const text of ['Totalenergies', 'Facture Total', 'Soldeur', 'Reporting', '411000', ''])
      expect(isTotalLabel(text), text).to.equal(false);
  });

  it('tell the side of an amount', () => {
    for (const text of ['D', 'd', 'Débit', '+', '1', 'DB']) expect(readSens(text), text).to.equal('D');
    for (const text of ['C', 'crédit', '-', '-1', 'CR']) expect(readSens(text), text).to.equal('C');
    for (const text of ['', 'X', '0', '2']) expect(readSens(text), text).to.equal(undefined);
  });
});

describe('Rows out of lines', () => {
  const split = (text: string, separator = ';') => {
    const unclosed: number[] = [];
    const splitter = new RowSplitter(separator, (line) => unclosed.push(line));
    const rows: SplitRow[] = [...splitter.push(text), ...splitter.end()];
    return { rows, unclosed };
  };

  it('give back any cells that were written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', ' ', 'é'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (made) => {
        const text = made.map((row) => `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';')}\n`).join('');
        const { rows, unclosed } = split(text);
        expect(rows.map(({ cells }) => cells)).to.deep.equal(made);
        expect(unclosed).to.deep.equal([]);
        let line = 1;
        for (const [n, row] of made.entries()) {
          expect(rows[n]?.line).to.equal(line);
          line += row.join('').split('\n').length;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lose one line at most to a quote that is never closed, and little time', () => {
    const { rows, unclosed } = split('a;"b\nc;d\ne;f\n');
    expect(rows.map(({ cells }) => cells)).to.deep.equal([
      ['a', '"b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
    expect(unclosed).to.deep.equal([1]);
    const started = performance.now();
    for (const text of ['"\n', '";\n', '";', ' "', 'x;"y\n']) split(`${text.repeat(100_000)}\n`);
    expect(performance.now() - started).to.be.below(8_000);
  });
});
