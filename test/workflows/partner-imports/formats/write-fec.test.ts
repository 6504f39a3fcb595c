import { expect } from 'chai';
import type { EntryChunk } from '../../../../workflows/partner-imports/formats/format.ts';
import { parseFec } from '../../../../workflows/partner-imports/formats/parse-fec.ts';
import { type FecForm, writeFec } from '../../../../workflows/partner-imports/formats/write-fec.ts';
import { FEC_NAME, fecRows, HEADER, renderFec } from '../../../fixtures/fec/generate-fec.ts';
import { piecesOf } from './parsing.ts';

const ROWS = [...fecRows({ lines: 1_500 })];

async function write(
  chunks: AsyncIterable<EntryChunk>,
  form: FecForm = {},
): Promise<{ bytes: Buffer; replaced: number }> {
  const writing = writeFec(chunks, form);
  const parts: Buffer[] = [];
  for await (const part of writing.bytes) parts.push(part);
  return { bytes: Buffer.concat(parts), replaced: writing.replaced() };
}

function chunksOf(fec: Buffer): AsyncIterable<EntryChunk> {
  return parseFec(piecesOf(fec), { fileName: FEC_NAME }).chunks;
}

describe('A FEC that is written', () => {
  it('is the one that was read, byte for byte (fec.md 2)', async () => {
    const fec = renderFec(ROWS);
    expect((await write(chunksOf(fec))).bytes.equals(fec)).to.equal(true);
  });

  it('has its 18 columns, in order, and others only when they are asked for', async () => {
    const [row = []] = ROWS;
    const fec = renderFec(
      [
        [...row, 'VIR', ''],
        row
          .with(11, row[12] ?? '')
          .with(12, row[11] ?? '')
          .concat('CHQ', 'x'),
      ],
      {
        header: [...HEADER, 'ModePaiement', 'PieceJointe'],
      },
    );
    const bare = await write(chunksOf(fec), { extraColumns: ['ModePaiement', 'PieceJointe'] });
    const lines = bare.bytes.toString().split('\r\n');
    expect(lines[0]).to.equal(HEADER.join('\t'));
    expect(lines[1]).to.equal(row.join('\t'));
    expect(lines).to.have.lengthOf(4);
    const all = await write(chunksOf(fec), { extraColumns: ['ModePaiement', 'PieceJointe'], hasExtras: true });
    expect(all.bytes.equals(fec)).to.equal(true);
  });

  it('is in the encoding asked for, with a question mark for each character that it lacks', async () => {
    for (const [encoding, name] of [
      ['ISO-8859-15', 'iso-8859-15'],
      ['windows-1252', 'windows-1252'],
    ] as const) {
      const { bytes, replaced } = await write(chunksOf(renderFec(ROWS)), { encoding });
      expect(bytes.equals(renderFec(ROWS, { encoding: name })), encoding).to.equal(true);
      expect(replaced).to.equal(0);
    }
    const odd = [ROWS[0]?.with(10, 'Où ? Łódź ’') ?? []];
    expect((await write(chunksOf(renderFec(odd)), { encoding: 'ISO-8859-15' })).replaced).to.equal(3);
    expect((await write(chunksOf(renderFec(odd)), { encoding: 'windows-1252' })).replaced).to.equal(2);
  });

  it('has a header even without a line', async () => {
    const { bytes } = await write((async function* () {})());
    expect(bytes.toString()).to.equal(`${HEADER.join('\t')}\r\n`);
  });
});
