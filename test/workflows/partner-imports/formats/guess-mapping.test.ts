import { expect } from 'chai';
import fc from 'fast-check';
import { customMappingSchema } from '../../../../workflows/partner-imports/formats/custom-mapping.ts';
import { fitMapping } from '../../../../workflows/partner-imports/formats/fit-mapping.ts';
import { guessMapping } from '../../../../workflows/partner-imports/formats/guess-mapping.ts';
import { layoutFingerprint } from '../../../../workflows/partner-imports/formats/layout-fingerprint.ts';
import { readSheetLayout, readTextLayout } from '../../../../workflows/partner-imports/formats/read-layout.ts';
import { recogniseFormat } from '../../../../workflows/partner-imports/formats/recognise-format.ts';
import {
  expectedColumns,
  LAYOUTS,
  layoutRows,
  type MadeLayout,
  renderLayout,
  renderRows,
} from '../../../fixtures/custom/layouts.ts';

const guessOf = (text: string | Buffer) => guessMapping(readTextLayout(Buffer.from(text as string)));
const columnsOf = (text: string) =>
  Object.fromEntries(Object.entries(guessOf(text).mapping.columns).map(([column, { index }]) => [column, index]));

describe('The mapping that is guessed for a partner’s file', () => {
  for (const layout of LAYOUTS) {
    it(`is right for: ${layout.name}`, () => {
      const file = renderLayout(layout, { lines: 60, seed: 3 });
      expect(recogniseFormat(file)).to.equal('custom');
      const { mapping, missing, confidence } = guessOf(file);
      expect(mapping.columns).to.deep.equal(expectedColumns(layout));
      expect(missing).to.deep.equal([]);
      expect(confidence).to.be.greaterThan(0.5);
      expect(customMappingSchema.parse(mapping)).to.deep.equal(mapping);
      expect(mapping.separator).to.equal(layout.separator);
    });
  }

  it('takes the order of dates from days that are no month, and else the French one', () => {
    const file = (dates: string[]) =>
      `Date;Compte;Débit;Crédit\n${dates.map((date) => `${date};606300;1,00;0,00`).join('\n')}`;
    const orderOf = (...dates: string[]) => guessOf(file(dates)).mapping.dateOrder;
    expect(orderOf('01/02/2025', '03/04/2025')).to.equal('JJMMAAAA');
    expect(orderOf('01/02/2025', '03/14/2025')).to.equal('MMJJAAAA');
    expect(orderOf('01/02/2025', '13/04/2025')).to.equal('JJMMAAAA');
    expect(orderOf('2025-02-01')).to.equal('JJMMAAAA');
    expect(orderOf('20250201', '20251231')).to.equal('AAAAMMJJ');
    expect(orderOf('010225')).to.equal('JJMMAA');
    expect(orderOf('01/02/25')).to.equal('JJMMAA');
  });

  it('says by what each column was known, and how sure that is', () => {
    const { reasons, confidence } = guessOf(
      'Date;Compte;Libellé;A;B\n01/02/2025;606300;Achat;1,00;\n01/02/2025;401000;Achat;;1,00\n',
    );
    expect(reasons.map(({ column, because }) => `${column} ${because}`)).to.have.members([
      'EcritureDate name',
      'CompteNum name',
      'EcritureLib name',
      'Debit content',
      'Credit content',
    ]);
    expect(confidence).to.equal(0.6);
    const doubtful = guessOf('Date;Compte;Libellé;Débit;Crédit\nAchat;606300;01/02/2025;1,00;\n');
    expect(doubtful.reasons.find(({ column }) => column === 'EcritureDate')?.because).to.equal('doubtful');
    expect(doubtful.confidence).to.equal(0.3);
  });

  it('takes the decimal mark from the amounts, and is unsure when none of them tells', () => {
    const file = (...amounts: string[]) =>
      guessOf(`Date;Compte;Débit;Crédit\n${amounts.map((amount) => `15/03/2025;606300;${amount};`).join('\n')}`);
    expect(file('1.138,50', '12,00').mapping.decimal).to.equal(',');
    expect(file('1,138.50', '12').mapping.decimal).to.equal('.');
    expect(file('1.138', '12.5').mapping.decimal).to.equal('.');
    expect(file('1138', '12')).to.include({ confidence: 0.95 }).and.to.have.nested.property('mapping.decimal', ',');
    expect(file('1.138', '12').confidence).to.equal(0.3);
    expect(file('1,138', '12').confidence).to.equal(0.3);
  });

  it('names what is missing when nothing looks like it', () => {
    const { missing, confidence } = guessOf('Nom;Ville;Note\nMartin;Lyon;x\nRoux;Brest;y\n');
    expect(missing).to.deep.equal(['CompteNum', 'EcritureDate', 'Debit', 'Credit']);
    expect(confidence).to.equal(0);
  });

  it('takes a date alone for the entry’s, and the piece’s where there is nothing else', () => {
    const rows = '\nVE;01/02/2025;15/02/2025;706000;1,00;0,00\n';
    expect(columnsOf(`Journal;Date;Date compta;Compte;Débit;Crédit${rows}`)).to.include({
      EcritureDate: 2,
      PieceDate: 1,
    });
    expect(columnsOf(`Journal;Date pièce;Note;Compte;Débit;Crédit${rows}`)).to.include({ EcritureDate: 1 });
  });

  it('never takes a running balance for an amount', () => {
    const { mapping, missing } = guessOf('Date;Compte;Solde\n01/02/2025;606300;12,00\n02/02/2025;401000;-12,00\n');
    expect(mapping.columns).to.not.have.any.keys('Montant', 'MontantSigne', 'Debit');
    expect(missing).to.deep.equal(['Debit', 'Credit']);
  });

  it('is right for columns of known names in any order, with any separator, title and encoding', () => {
    const parts = fc.record({
      layout: fc.constantFrom(...LAYOUTS.filter(({ hasHeader = true, separator }) => hasHeader && separator !== ',')),
      seed: fc.nat(10_000),
      separator: fc.constantFrom(';', '\t', '|'),
      encoding: fc.constantFrom('utf8', 'windows-1252'),
      titles: fc.array(fc.constantFrom('SARL Roux', 'Édition du 31/12/2025', ''), { maxLength: 5 }),
      order: fc.nat(1_000),
    });
    fc.assert(
      fc.property(parts, ({ layout, seed, separator, encoding, titles, order }) => {
        const columns = layout.columns
          .map((column, n) => ({ column, key: (n * 7_919 + order * 104_729) % 1_009 }))
          .sort((one, other) => one.key - other.key)
          .map(({ column }) => column);
        const made: MadeLayout = {
          ...layout,
          columns,
          separator,
          encoding,
          before: titles.map((title) => [title]),
          every: undefined,
          after: undefined,
        };
        const { mapping } = guessOf(renderLayout(made, { lines: 30, seed }));
        expect(mapping.columns).to.deep.equal(expectedColumns(made));
        expect(mapping.headerRow).to.equal(titles.length + 1);
      }),
      { numRuns: 200 },
    );
  });

  it('is found whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void guessMapping(readTextLayout(bytes))));
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void guessOf(text)));
  });

  it('takes no longer for hostile bytes', () => {
    for (const text of [' ', ';', '"', '\n', '(', '"\n', '1', 'n°', '-', '1 ', 'a;', '\u00a0']) {
      const started = performance.now();
      guessOf(Buffer.alloc(2_000_000, text));
      expect(performance.now() - started, JSON.stringify(text)).to.be.below(3_000);
    }
  });
});

describe('The fingerprint of a layout', () => {
  const [layout] = LAYOUTS as [MadeLayout];
  const rows = layoutRows(layout, { lines: 20 });
  const printOf = (form: Partial<MadeLayout>, cells = rows) =>
    layoutFingerprint(readTextLayout(renderRows({ ...layout, ...form }, cells)));

  it('is the same for the same columns, whatever they are separated and encoded by, and in a workbook', () => {
    const first = printOf({});
    expect(first).to.match(/^[0-9a-f]{64}$/);
    expect(printOf({ separator: '\t', encoding: 'utf-16le', mark: true })).to.equal(first);
    expect(printOf({ quotes: 'all', eol: '\n' })).to.equal(first);
    expect(printOf({}, [['SARL Roux'], [], ...rows])).to.equal(first);
    expect(
      printOf(
        {},
        rows.map((row, n) => (n === 0 ? row.map((name) => name.toUpperCase()) : row)),
      ),
    ).to.equal(first);
    expect(layoutFingerprint(readSheetLayout(rows.map((cells, n) => ({ line: n + 1, cells }))))).to.equal(first);
  });

  it('is another one as soon as a column is another, or in another place', () => {
    const first = printOf({});
    expect(
      printOf(
        {},
        rows.map((row) => row.toReversed()),
      ),
    ).to.not.equal(first);
    expect(
      printOf(
        {},
        rows.map((row) => row.slice(1)),
      ),
    ).to.not.equal(first);
    expect(
      printOf(
        {},
        rows.map((row, n) => row.with(2, n === 0 ? 'Racine' : (row[2] as string))),
      ),
    ).to.not.equal(first);
  });

  it('tells layouts without a header by what their columns hold', () => {
    const plain = rows.slice(1);
    expect(printOf({}, plain)).to.equal(
      printOf({ separator: '|' }, layoutRows(layout, { lines: 30, seed: 9 }).slice(1)),
    );
    expect(printOf({}, plain)).to.not.equal(
      printOf(
        {},
        plain.map((row) => row.toReversed()),
      ),
    );
    expect(
      new Set(LAYOUTS.map((one) => layoutFingerprint(readTextLayout(renderLayout(one, { lines: 20 }))))).size,
    ).to.equal(LAYOUTS.length);
  });

  it('lets an agreed mapping be fitted to another file of the same layout', () => {
    const { mapping } = guessOf(renderLayout(layout, { lines: 20 }));
    const other = readTextLayout(renderRows({ ...layout, separator: '\t', encoding: 'utf8' }, [['Titre'], ...rows]));
    const fitted = fitMapping(mapping, other);
    expect(fitted).to.include({ separator: '\t', headerRow: 2 }).and.to.not.have.property('encoding');
    expect(fitted.columns).to.deep.equal(mapping.columns);
  });
});
