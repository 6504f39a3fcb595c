import { Readable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import type { CustomMapping } from '../../../../workflows/partner-imports/formats/custom-mapping.ts';
import { guessMapping } from '../../../../workflows/partner-imports/formats/guess-mapping.ts';
import { parseCustom, parseCustomRows } from '../../../../workflows/partner-imports/formats/parse-custom.ts';
import { readSheetLayout, readTextLayout } from '../../../../workflows/partner-imports/formats/read-layout.ts';
import { type Row, readRows } from '../../../../workflows/spreadsheets/read-rows.ts';
import { writeXlsx } from '../../../../workflows/spreadsheets/write-xlsx.ts';
import { LAYOUTS, renderLayout } from '../../../fixtures/custom/layouts.ts';
import { fecRows } from '../../../fixtures/fec/generate-fec.ts';
import { field, piecesOf } from './parsing.ts';
import { found, parseGuessed, readAll } from './parsing-others.ts';

const HEAD = 'Journal;Date;Pièce;Compte;Libellé;Débit;Crédit';
const PAIR = ['VE;15/03/2025;F1;411000;Facture;1138,50;', 'VE;15/03/2025;F1;706000;Facture;;1138,50'];
const file = (...lines: string[]) => `${[HEAD, ...lines].join('\n')}\n`;

describe('A partner’s file in columns of its own', () => {
  for (const layout of LAYOUTS) {
    it(`comes to what its FEC would: ${layout.name} (domain 161, 171)`, async () => {
      const rows = [...fecRows({ lines: 120, seed: 8 })];
      const result = await parseGuessed(renderLayout(layout, { lines: 120, seed: 8 }), {}, 1_000);
      expect(result.blocking).to.deep.equal([]);
      expect(result.count).to.equal(rows.length);
      expect(result.debit).to.equal(result.credit).and.to.be.greaterThan(0);
      expect(result.lines.map((line) => [line[3], line[4]])).to.deep.equal(rows.map((row) => [row[3], row[4]]));
      const labels = result.lines.map((line) => line[10]?.replace(/ « .*/, ''));
      expect(labels).to.deep.equal(rows.map((row) => row[10]));
      expect(result.format).to.equal('custom');
    });
  }

  it('is the same one however its bytes come', async () => {
    for (const layout of LAYOUTS.slice(0, 6)) {
      const bytes = renderLayout(layout, { lines: 40 });
      const { chunks: _, ...whole } = await parseGuessed(bytes);
      for (const size of [1, 7, 100]) {
        const { chunks: __, ...cut } = await parseGuessed(bytes, {}, size);
        expect(cut, `${layout.name} ${size}`).to.deep.equal(whole);
      }
    }
  });

  it('has its totals, titles, blank rows and repeated headers left out, each with a note', async () => {
    const result = await parseGuessed(
      file(...PAIR, 'Total VE;;;;;1138,50;1138,50', '', HEAD, ...PAIR, ';;;;;2277,00;2277,00', 'Édité par M. Roux'),
    );
    expect(result.blocking).to.deep.equal([]);
    expect(result.count).to.equal(4);
    expect(found(result, 'total-row-skipped').map(({ line }) => line)).to.deep.equal([4, 9]);
    expect(found(result, 'blank-row-skipped')).to.have.length(1);
    expect(found(result, 'header-row-skipped')).to.have.length(1);
    expect(found(result, 'text-row-skipped')).to.deep.equal([{ line: 10, text: 'Édité par M. Roux' }]);
  });

  it('has the totals of each account left out, though they bear its number', async () => {
    const result = await parseGuessed(
      file(...PAIR, ';;;411000;Total du compte 411000;1138,50;', ';;;706000;Total;;1138,50'),
    );
    expect(result.blocking).to.deep.equal([]);
    expect(found(result, 'total-row-skipped')).to.have.length(2);
    const undated = await parseGuessed(file(...PAIR, 'VE;;F1;411000;Facture;1,00;'));
    expect(undated.blocking).to.include('mandatory-missing');
  });

  it('is blocked by a row of amounts without an account, which is no total', async () => {
    const result = await parseGuessed(file(...PAIR, ';;;;Écart;12,00;'));
    expect(result.blocking).to.include('mandatory-missing').and.to.include('file-unbalanced');
    const dated = await parseGuessed(file(...PAIR, 'VE;15/03/2025;F1;;Total;12,00;'));
    expect(dated.blocking).to.include('mandatory-missing');
  });

  it('has each amount read with the decimal mark of its mapping; another one blocks and is not guessed', async () => {
    const result = await parseGuessed(
      file('VE;15/03/2025;F1;411000;a;1.138,50;', 'VE;15/03/2025;F1;706000;a;;1138.50'),
    );
    expect(found(result, 'amount-other-notation')).to.deep.equal([{ line: 3, column: 'Crédit', text: '1138.50' }]);
    const dots = await parseGuessed(file('VE;15/03/2025;F1;411000;a;1.138;', 'VE;15/03/2025;F1;706000;a;;1138'), {
      decimal: ',',
    });
    expect(dots.blocking).to.deep.equal([]);
    expect(dots.debit).to.equal(113800);
    const thousandth = await parseGuessed(file('VE;15/03/2025;F1;411000;a;1.138;'), { decimal: '.' });
    expect(thousandth.blocking).to.include('amount-decimals');
    const none = await parseGuessed(file('VE;15/03/2025;F1;411000;a;douze;', ...PAIR));
    expect(found(none, 'amount-invalid')).to.deep.equal([{ line: 2, column: 'Débit', text: 'douze' }]);
  });

  it('has each date read in the order of its mapping; another one blocks and is not guessed', async () => {
    const american = await parseGuessed(file(...PAIR.map((line) => line.replace('15/03', '02/03'))), {
      dateOrder: 'MMJJAAAA',
    });
    expect(field(american.lines[0], 'EcritureDate')).to.equal('20250203');
    const mixed = await parseGuessed(file(...PAIR), { dateOrder: 'MMJJAAAA' });
    expect(found(mixed, 'date-other-order')[0]).to.deep.equal({ line: 2, column: 'Date', text: '15/03/2025' });
    const none = await parseGuessed(file(...PAIR.map((line) => line.replace('15/03', '31/02'))));
    expect(none.blocking).to.deep.equal(['booking-date-impossible']);
  });

  it('has the sides of its amounts told by a sign, in the convention of its mapping', async () => {
    const text = 'Date;Compte;Libellé;Montant\n15/03/2025;411000;a;12,00\n15/03/2025;706000;a;-12,00\n';
    const plain = await parseGuessed(text);
    expect(plain.lines.map((line) => [line[11], line[12]])).to.deep.equal([
      ['12,00', ''],
      ['', '12,00'],
    ]);
    const other = await parseGuessed(text, { signConvention: 'credit-positive' });
    expect(other.lines.map((line) => [line[11], line[12]])).to.deep.equal([
      ['', '12,00'],
      ['12,00', ''],
    ]);
  });

  it('has the sides of its amounts told by a word, and one that nobody knows blocks', async () => {
    const text =
      'Date;Compte;Libellé;Montant;Sens\n15/03/2025;411000;a;12,00;D\n15/03/2025;706000;a;12,00;C\n15/03/2025;706000;a;9,00;X\n15/03/2025;706000;suite;;\n';
    const result = await parseGuessed(text);
    expect(found(result, 'sens-invalid')).to.deep.equal([{ line: 4, column: 'Sens', text: 'X' }]);
    expect([result.debit, result.credit]).to.deep.equal([1200, 1200]);
  });

  it('has its entries numbered by their pieces, else by where their lines come to nothing', async () => {
    const pieces = await parseGuessed(file(...PAIR, ...PAIR.map((line) => line.replace('F1', 'F2'))));
    expect(pieces.lines.map((line) => field(line, 'EcritureNum'))).to.deep.equal(['F1', 'F1', 'F2', 'F2']);
    expect(pieces.entries).to.equal(2);
    const without = (amount: string) => PAIR.map((line) => line.replace('F1', '').replace('1138,50', amount));
    const none = await parseGuessed(file(...without('1,00'), ...without('2,00'), ...without('3,00')));
    expect(none.lines.map((line) => field(line, 'EcritureNum'))).to.deep.equal(['1', '1', '2', '2', '3', '3']);
    expect(found(none, 'entry-number-made')).to.have.length(1);
    const unbalanced = await parseGuessed(
      file(
        ...without('1,00'),
        'VE;16/03/2025;;411000;x;5,00;',
        'VE;17/03/2025;;411000;x;7,00;',
        'VE;17/03/2025;;706000;x;;7,00',
        ...without('2,00'),
      ),
    );
    expect(found(unbalanced, 'entry-unbalanced')[0]).to.include({ line: 4 });
  });

  it('gets what every line has in common from its mapping', async () => {
    const text = 'Compte;Libellé;Débit;Crédit\n411000;a;12,00;\n706000;a;;12,00\n';
    const result = await parseGuessed(text, {
      constants: { JournalCode: 'CA', JournalLib: 'Caisse', EcritureDate: '31/01/2025' },
    });
    expect(result.blocking).to.deep.equal([]);
    expect(result.lines[1]?.slice(0, 4)).to.deep.equal(['CA', 'Caisse', '1', '20250131']);
    const made = await parseGuessed(text, { constants: { EcritureDate: '31/01/2025' } });
    expect(found(made, 'journal-made')).to.have.length(1);
    expect(field(made.lines[0], 'JournalCode')).to.equal('OD');
  });

  it('is blocked when its mapping lacks what an entry needs, naming it, or was not agreed to', async () => {
    const bytes = Buffer.from(file(...PAIR));
    const { mapping } = guessMapping(readTextLayout(bytes));
    const { Debit: _, EcritureDate: __, ...columns } = mapping.columns;
    const incomplete = await readAll(
      parseCustom(piecesOf(bytes), { mapping: { ...mapping, columns }, isConfirmed: true }),
    );
    expect(found(incomplete, 'mapping-incomplete').map(({ text }) => text)).to.deep.equal(['EcritureDate', 'Debit']);
    expect(incomplete.count).to.equal(0);
    const guessed = await readAll(parseCustom(piecesOf(bytes), { mapping, isConfirmed: false }));
    expect(guessed.blocking).to.deep.equal(['mapping-to-confirm']);
    expect(guessed.count).to.equal(2);
  });

  it('is blocked when its header is not that of its mapping, and never read by places alone', async () => {
    const { mapping } = guessMapping(readTextLayout(Buffer.from(file(...PAIR))));
    const other = `Journal;Date;Pièce;Compte;Libellé;Crédit;Débit\n${PAIR.join('\n')}\n`;
    const result = await readAll(parseCustom(piecesOf(Buffer.from(other)), { mapping, isConfirmed: true }));
    expect(result.blocking).to.include('header-mismatch');
    expect(result.count).to.equal(0);
    const moved = `Titre\nPériode\n${HEAD.toUpperCase()}\n${PAIR.join('\n')}\n`;
    expect((await readAll(parseCustom(piecesOf(Buffer.from(moved)), { mapping, isConfirmed: true }))).count).to.equal(
      2,
    );
  });

  it('may have line ends and separators within quotes, and quotes that are never closed', async () => {
    const quoted = await parseGuessed(
      file('VE;15/03/2025;F1;411000;"a;\n ""b""";1,00;', 'VE;15/03/2025;F1;706000;"c" d;;1,00', ...PAIR),
    );
    expect(quoted.lines.map((line) => line[10])).to.deep.equal(['a; "b"', '"c" d', 'Facture', 'Facture']);
    expect(quoted.chunks[0]).to.include({ firstLine: 2, lastLine: 6 });
    const open = await parseGuessed(file('VE;15/03/2025;F1;411000;"a;1,00;', ...PAIR, ...PAIR));
    expect(found(open, 'quote-unclosed')).to.deep.equal([{ line: 2 }]);
    expect(open.count).to.equal(5);
  });

  it('takes no longer for cells that no program writes', async () => {
    const started = performance.now();
    for (const text of [' ', '1', '1 ', '(', '-', '.', '1/', '\u00a0', 'a', '"']) {
      const cell = text.repeat(180_000);
      await parseGuessed(
        file(`VE;${cell}1;F1;411000;a;1${cell}0;`, `VE;15/03/2025;F1;${cell};"x${cell}\n${cell}x";;1`, ...PAIR),
      );
    }
    expect(performance.now() - started).to.be.below(10_000);
  });

  it('names its columns in anomalies as the person knows them, and keeps those that the FEC has not', async () => {
    const text =
      'Date;Compte;Libellé;Mvt débit;Mvt crédit;Échéance;Chantier\n15/03/2025;911000;a;1,00;;15/04/2025;A\n15/03/2025;706000;a;;1,00;;B\n';
    const result = await parseGuessed(text);
    expect(result.extraColumns).to.deep.equal(['Échéance', 'Chantier']);
    expect(result.lines[0]?.slice(18)).to.deep.equal(['15/04/2025', 'A']);
    expect(found(result, 'account-class')[0]).to.include({ line: 2, column: 'Compte' });
  });

  it('balances by its random rows, whatever is thrown among them', async () => {
    const noise = fc.constantFrom(
      '',
      ';;;;;;',
      'Total;;;;;5,00;5,00',
      'Sous-total;;;;;1,00;2,00',
      HEAD,
      ';;;;A reporter;1,00;1,00',
      'Page 2',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1e9 }), noise), { minLength: 1, maxLength: 15 }),
        async (made) => {
          const lines = made.flatMap(([cents, between], n) => {
            const amount = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
            return [`VE;15/03/2025;F${n};411000;a;${amount};`, `VE;15/03/2025;F${n};706000;a;;${amount}`, between];
          });
          const result = await parseGuessed(file(...lines));
          expect(result.blocking).to.deep.equal([]);
          expect(result.debit).to.equal(made.reduce((sum, [cents]) => sum + cents, 0));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('A partner’s workbook', () => {
  async function bytesOf(header: string[], rows: (string | number | Date)[][]): Promise<Buffer> {
    async function* given() {
      yield* rows;
    }
    const parts: Buffer[] = [];
    for await (const part of writeXlsx(header, given())) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts);
  }

  async function parseBook(bytes: Buffer, changes: Partial<CustomMapping> = {}) {
    const sample: Row[] = [];
    for await (const row of readRows(Readable.from([bytes]))) sample.push(row);
    const { mapping, missing } = guessMapping(readSheetLayout(sample));
    const rows = readRows(Readable.from([bytes]));
    const result = await readAll(parseCustomRows(rows, { mapping: { ...mapping, ...changes }, isConfirmed: true }));
    return { ...result, mapping, missing };
  }

  const HEADER = ['Journal', 'Date', 'Compte', 'Libellé', 'Débit', 'Crédit'];

  it('is read with its days and numbers as the sheet holds them', async () => {
    const day = new Date('2025-03-15T12:00:00Z');
    const result = await parseBook(
      await bytesOf(HEADER, [
        ['VE', day, '411000', 'Facture', 1138.5, ''],
        ['VE', day, 706000, 'Facture', '', 948.75],
        ['VE', 45731, 445710, 'TVA', '', 189.75],
        ['', '', '', 'Total général', 1138.5, 1138.5],
      ]),
    );
    expect(result.blocking).to.deep.equal([]);
    expect(result.lines.map((line) => [line[3], line[4], line[11], line[12]])).to.deep.equal([
      ['20250315', '411000', '1138,5', ''],
      ['20250315', '706000', '', '948,75'],
      ['20250315', '445710', '', '189,75'],
    ]);
    expect(result.variant).to.equal('Excel');
    expect(found(result, 'total-row-skipped')).to.deep.equal([{ line: 5, text: 'Total général 1138.5 1138.5' }]);
  });

  it('has what binary numbers leave behind the cents taken off, with a note, and true decimals refused', async () => {
    const rows = (amount: number) => [
      ['VE', '15/03/2025', '411000', 'a', amount, ''],
      ['VE', '15/03/2025', '706000', 'a', '', 1234.56],
    ];
    const noise = await parseBook(await bytesOf(HEADER, rows(1234.5600000001)));
    expect(noise.blocking).to.deep.equal([]);
    expect(found(noise, 'sheet-amount-rounded')).to.have.length(1);
    const true_ = await parseBook(await bytesOf(HEADER, rows(1234.567)));
    expect(true_.blocking).to.include('amount-decimals');
  });

  it('that is none, or not whole, is an anomaly and no error; an error of the source is one', async () => {
    const whole = await bytesOf(HEADER, [['VE', '15/03/2025', '411000', 'a', 1, '']]);
    const { mapping } = await parseBook(whole);
    const parse = (bytes: Uint8Array) =>
      readAll(parseCustomRows(readRows(Readable.from([bytes])), { mapping, isConfirmed: true }));
    expect((await parse(whole.subarray(0, whole.length - 60))).blocking).to.include('file-unreadable');
    expect((await parse(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).blocking).to.include('file-unreadable');
    // biome-ignore lint/correctness/useYield: it fails before its first row.
    async function* broken(): AsyncGenerator<Row> {
      throw new Error('connection lost');
    }
    const error = await readAll(parseCustomRows(broken(), { mapping, isConfirmed: true })).catch((one: Error) => one);
    expect(error).to.be.an('error').with.property('message', 'connection lost');
  });
});
