import { expect } from 'chai';
import { AnomalyList } from '../../../../workflows/partner-imports/formats/anomaly-list.ts';
import { FEC_CODES } from '../../../../workflows/partner-imports/formats/fec-codes.ts';
import type { EntryChunk } from '../../../../workflows/partner-imports/formats/format.ts';
import { RowReader } from '../../../../workflows/partner-imports/formats/row-reader.ts';
import { fecRows } from '../../../fixtures/fec/generate-fec.ts';
import { entry } from './parsing.ts';

const TRAITS = { format: 'tra', variant: '', encoding: 'UTF-8' } as const;

/** Everything that rows come to, given as texts. */
function readTexts(rows: readonly string[][], lineOf: (n: number) => number) {
  const reader = new RowReader(new AnomalyList(FEC_CODES));
  const chunks: EntryChunk[] = [];
  rows.forEach((row, n) => {
    chunks.push(...reader.give([...row], lineOf(n)));
  });
  return { chunks: [...chunks, ...reader.end()], result: reader.conclude(TRAITS) };
}

/** The same, given as bytes. */
function readBytes(rows: readonly string[][], lineOf: (n: number) => number) {
  const reader = new RowReader(new AnomalyList(FEC_CODES));
  const chunks: EntryChunk[] = [];
  rows.forEach((row, n) => {
    if (reader.isFull) chunks.push(...reader.flush());
    reader.begin(lineOf(n));
    for (const [field, text] of row.entries()) {
      if (field > 0) reader.bytes.endField();
      reader.bytes.text(text);
    }
  });
  return { chunks: [...chunks, ...reader.end()], result: reader.conclude(TRAITS) };
}

describe('Rows that another format wrote', () => {
  const plain = [...fecRows({ lines: 3_000 })];
  const odd = plain.map((row, n) =>
    n % 7 === 0 ? row.with(10, '"Été"').with(15, '31/12/2025') : n % 5 === 0 ? row.with(10, ' É ') : row,
  );

  for (const [title, rows] of [
    ['plain', plain],
    ['odd now and then', odd],
    ['faulty', [...entry({ EcritureDate: '20250231' }), ...entry({}, { Debit: '12O' }), ...entry({ CompteNum: '' })]],
  ] as const) {
    it(`come to the same as texts and as bytes when they are ${title}`, () => {
      for (const lineOf of [(n: number) => n + 2, (n: number) => n * 3 + 1, (n: number) => n + Math.floor(n / 4)]) {
        const [texts, bytes] = [readTexts(rows, lineOf), readBytes(rows, lineOf)];
        expect(bytes).to.deep.equal(texts);
        expect(bytes.result.count).to.equal(rows.length);
      }
    });
  }

  it('may be written to until the next one is begun', () => {
    const [row = []] = plain;
    const reader = new RowReader(new AnomalyList(FEC_CODES), { extraColumns: ['PieceJointe'] });
    expect(reader.isOpen).to.equal(false);
    reader.begin(1);
    reader.bytes.text(row.join('|'));
    reader.bytes.at = reader.bytes.start;
    for (const text of row) {
      reader.bytes.text(text);
      reader.bytes.endField();
    }
    reader.bytes.text('a');
    expect(reader.isOpen).to.equal(true);
    reader.bytes.text('*b');
    const [chunk] = [...reader.end()];
    expect(chunk?.bytes.toString()).to.equal(`${[...row, 'a*b'].join('\t')}\n`);
    expect(reader.isOpen).to.equal(false);
  });

  it('have amounts written from cents', () => {
    const reader = new RowReader(new AnomalyList(FEC_CODES));
    const textOf = (cents: number) => {
      const { bytes } = reader;
      bytes.at = bytes.start;
      bytes.cents(cents);
      return bytes.memory.toString('latin1', bytes.start, bytes.at);
    };
    for (const [cents, text] of [
      ...([
        [0, '0,00'],
        [-0, '0,00'],
        [5, '0,05'],
        [-5, '-0,05'],
        [100, '1,00'],
        [12_050, '120,50'],
      ] as const),
      ...([
        [999_999, '9999,99'],
        [1_000_000, '10000,00'],
        [-123_456_789_012, '-1234567890,12'],
      ] as const),
      [Number.MAX_SAFE_INTEGER, '90071992547409,91'],
    ] as const) {
      expect(textOf(cents)).to.equal(text);
    }
  });
});
