import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { parseFec } from '../../../../workflows/partner-imports/formats/parse-fec.ts';
import { PostingLists, readPostings } from '../../../../workflows/partner-imports/posting-lists.ts';
import { FEC_NAME, fecRows, HEADER, renderFec } from '../../../fixtures/fec/generate-fec.ts';
import { entry, type Parsed, parse, parseRows } from './parsing.ts';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use, of the heap and of buffers. */
function liveMemory(): number {
  // Buffers go at the second time.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const withoutNotes = ({
  chunks: _,
  anomalies: __,
  anomalyCounts: ___,
  codes: ____,
  variant: _____,
  ...content
}: Parsed) => content;

describe('A FEC of many blocks', () => {
  const rows = [...fecRows({ lines: 8_000, seed: 9 })];
  const debit = HEADER.indexOf('Debit');

  /** Exporters' habits, which all lines have and which are therefore put right a block at a time. */
  const habits: [title: string, file: () => Buffer, codes: string[]][] = [
    ['is padded', () => renderFec(rows.map((row) => row.map((one) => `  ${one.padEnd(9)}\u00a0`))), []],
    ['ends its lines by CR CR LF', () => renderFec(rows, { eol: '\r\r\n' }), ['line-end-doubled']],
    ['is in windows-1252 and separated by |', () => renderFec(rows, { encoding: 'windows-1252', separator: '|' }), []],
    [
      'has its columns the other way round',
      () =>
        renderFec(
          rows.map((row) => row.toReversed()),
          { header: HEADER.toReversed() },
        ),
      ['columns-order'],
    ],
    ['has amounts with dots', () => renderFec(rows.map((row) => dotted(row))), ['amount-format']],
    [
      'has dates with a time, padding and columns the other way round',
      () => {
        const odd = rows.map((row) =>
          row
            .with(15, `${row[15]} 00:00:00`)
            .map((one) => `${one} `)
            .toReversed(),
        );
        return renderFec(odd, { header: HEADER.toReversed() });
      },
      ['columns-order', 'date-format'],
    ],
    [
      'has every third line padded and a dot in every fifth',
      () => renderFec(rows.map((row, n) => (n % 3 ? (n % 5 ? row : dotted(row)) : row.map((one) => `${one} `)))),
      ['amount-format'],
    ],
  ];

  function dotted(row: string[]): string[] {
    return row
      .with(debit, (row[debit] ?? '').replace(',', '.'))
      .with(debit + 1, (row[debit + 1] ?? '').replace(',', '.'));
  }

  for (const [title, file, codes] of habits) {
    it(`reads as the plain one when it ${title}`, async () => {
      const plain = await parseRows(rows);
      const bytes = file();
      expect(bytes.length).to.be.greaterThan(4 * 256 * 1024);
      const result = await parse(bytes);
      expect({ ...withoutNotes(result), encoding: '' }).to.deep.equal({ ...withoutNotes(plain), encoding: '' });
      expect(result.codes.filter((code) => code !== 'line-twice')).to.deep.equal(codes);
      expect(await parse(bytes, undefined, 77_777)).to.deep.equal(result);
    });
  }

  it('reads the same with Montant and Sens, zeros being blank', async () => {
    const signed = rows.map((row) =>
      row[debit] === '0,00'
        ? row.toSpliced(debit, 2, row[debit + 1] ?? '', 'C')
        : row.toSpliced(debit, 2, row[debit] ?? '', 'D'),
    );
    const result = await parseRows(signed, { header: HEADER.toSpliced(debit, 2, 'Montant', 'Sens') });
    const blank = rows.map((row) =>
      row.map((one, n) => (one === '0,00' && (n === debit || n === debit + 1) ? '' : one)),
    );
    expect(withoutNotes(result)).to.deep.equal(withoutNotes(await parseRows(blank)));
  });

  it('holds no more memory for a file twice as long, but for what its lines are remembered by', async () => {
    const block = renderFec(rows).subarray(HEADER.join('\t').length + 2);
    const used = async (times: number) => {
      let most = 0;
      async function* source() {
        yield Buffer.from(`${HEADER.join('\t')}\r\n`);
        for (let n = 0; n < times; n += 1) yield block;
      }
      const parsing = parseFec(source(), { fileName: FEC_NAME });
      let count = 0;
      for await (const chunk of parsing.chunks) {
        count += chunk.count;
        if (chunk.from % 80_000 < 500) most = Math.max(most, liveMemory());
      }
      expect(count).to.equal(times * 8_000);
      return most / MIB;
    };
    await used(1);
    const [short, long] = [await used(20), await used(40)];
    // 160,000 lines more, at 24 bytes each at most.
    expect(long - short).to.be.below(6);
  });

  it('takes 300,000 tiers without an object or a string for each of them', async () => {
    const MANY = 300_000;
    const [first, second] = entry().map((row) => row.join('\t'));
    async function* source() {
      yield Buffer.from(`${HEADER.join('\t')}\r\n`);
      for (let n = 0; n < MANY; n += 1_000) {
        const lines = Array.from({ length: 1_000 }, (_, k) => {
          const code = `C${String(n + k).padStart(7, '0')}`;
          return `${first}\r\n${second?.replace('F001\tGarage du Pont', `${code}\tGarage ${code}`)}\r\n`;
        });
        yield Buffer.from(lines.join(''));
      }
    }
    collect();
    const before = process.memoryUsage();
    const parsing = parseFec(source(), { fileName: FEC_NAME });
    const postings = new PostingLists();
    let chunks = 0;
    for await (const { tiers } of parsing.chunks) {
      for (const id of tiers) postings.add(id, chunks);
      chunks += 1;
    }
    const { tiers, anomalyCounts } = parsing.result();
    collect();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    // A string, an object and a list of chunks came to some 400 bytes each of the engine's own memory.
    expect((heapUsed - before.heapUsed) / MIB).to.be.below(20);
    expect((heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers) / MIB).to.be.below(90);
    expect(anomalyCounts).not.to.have.property('too-many-values');
    expect(tiers.count).to.equal(MANY);
    let seen = 0;
    for (const { id, code, label, count, credit } of tiers) {
      if (
        id !== seen ||
        count !== 1 ||
        credit !== 12_050 ||
        label !== `Garage ${code}` ||
        Number(code.slice(1)) !== id
      ) {
        expect.fail(`${code} is not what the file has of it`);
      }
      seen += 1;
    }
    expect(seen).to.equal(MANY);
    expect(readPostings(postings.read(123_456))).to.deep.equal([Math.floor((123_456 * 2 + 1) / 500)]);
  }).timeout(60_000);
});
