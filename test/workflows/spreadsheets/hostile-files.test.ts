import { expect } from 'chai';
import { zipSync } from 'fflate';
import { readRows } from '../../../workflows/spreadsheets/read-rows.ts';
import { cellsOf, endOf, piecesOf, textCell, workbook } from './files.ts';

const SMALL = workbook({ sheets: [`<row r="1">${textCell('A1', 'Nom')}</row>`] });

/** An OLE file, as far as it is looked at: its mark, and the names in its directory. */
function ole(...names: string[]): Buffer {
  const mark = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  return Buffer.concat([mark, Buffer.alloc(1_000), ...names.map((name) => Buffer.from(name, 'utf16le'))]);
}

/** A workbook whose sheet is what is given, in place of well-formed rows. */
const withSheet = (xml: string | Uint8Array) => workbook({ sheets: [''], extra: { 'xl/worksheets/sheet1.xml': xml } });

/** Changes the bytes of each header of a zip's entries: `at` counts from its mark. */
function patchEntries(file: Uint8Array, mark: string, at: number, value: number[]): Buffer {
  const bytes = Buffer.from(file);
  const needle = Buffer.from(mark, 'latin1');
  for (let place = bytes.indexOf(needle); place >= 0; place = bytes.indexOf(needle, place + 4)) {
    bytes.set(value, place + at);
  }
  return bytes;
}

describe('A file that means harm, or comes damaged', () => {
  it('is told apart when it has a password, or is an old Excel', async () => {
    expect(await endOf(ole('EncryptionInfo', 'EncryptedPackage'))).to.equal('file-encrypted');
    expect(await endOf(ole('Root Entry', 'Workbook'))).to.equal('file-old-excel');
    expect(await endOf(ole('Root Entry', 'Book'))).to.equal('file-old-excel');
    expect(await endOf(ole('WordDocument'))).to.equal('file-unreadable');
    // The first bit of the flags of each entry of the contents list.
    expect(await endOf(patchEntries(SMALL, 'PK\x01\x02', 8, [1, 0]))).to.equal('file-encrypted');
  });

  it('is refused before it is unpacked, when it would unpack to too much', async () => {
    const bomb = withSheet(Buffer.alloc(8_000_000, ' '));
    expect(bomb.length).to.be.below(20_000);
    expect(await endOf(bomb)).to.equal('file-too-large');
    expect(await endOf(bomb, { unpackRatio: 5_000, unpackedBytes: 1_000_000 })).to.equal('file-too-large');
    const texts = workbook({ sheets: [''], sharedTexts: `<si><t>${'a'.repeat(8_000_000)}</t></si>` });
    expect(await endOf(texts)).to.equal('file-too-large');
  });

  it('is refused when it says that it unpacks to less than it does', async () => {
    const bomb = withSheet(Buffer.alloc(8_000_000, ' '));
    expect(await endOf(patchEntries(bomb, 'PK\x01\x02', 24, [0, 1, 0, 0]))).to.equal('file-unreadable');
  });

  it('is refused beyond the bytes allowed, without waiting for its end', async () => {
    let given = 0;
    const endless = (async function* () {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1_000_000, 'a;b\n');
      }
    })();
    try {
      await readRows(endless).next();
      expect.fail('read');
    } catch (error) {
      expect(error).to.include({ code: 'file-too-large' });
    }
    expect(given).to.be.below(30);
  });

  it('is refused at a cell, a row or a line that has no end', async () => {
    const long = 'x'.repeat(40_000);
    expect(await endOf(`a;b\n1;${long}\n`)).to.equal('file-too-large, line 2');
    expect(await endOf(`a;b\n${'x'.repeat(5_000_000)}`)).to.equal('file-too-large, line 2');
    expect(await endOf(`a;b\n1;"${'x\n'.repeat(2_000_000)}`)).to.equal('file-too-large, line 2');
    const row = `<row r="2">${textCell('A2', long)}</row>`;
    expect(await endOf(workbook({ sheets: [`<row r="1">${textCell('A1', 'a')}</row>${row}`] }))).to.equal(
      'file-too-large, line 2',
    );
    expect(await endOf(workbook({ sheets: [''], sharedTexts: `<si><t>${long}</t></si>` }))).to.equal('file-too-large');
    expect(
      await endOf(workbook({ sheets: [''], sharedTexts: '<si/>'.repeat(60_000) }), { sharedChars: 400_000 }),
    ).to.equal('file-too-large');
  });

  it('is refused with too many columns, unless those beyond are empty', async () => {
    const cells = Array.from({ length: 300 }, (_, place) => `c${place}`);
    expect(await endOf(`a;b\n${cells.join(';')}\n`)).to.equal('file-too-wide, line 2');
    expect(await cellsOf(`a;b\n1;2${';'.repeat(200_000)}\n`)).to.deep.equal([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(await endOf(`a;b\n1;2${';'.repeat(300)}x\n`)).to.equal('file-too-wide, line 2');
    expect(await endOf(cells.slice(0, 256).join(';'))).to.equal('1 rows');
    expect(await endOf(cells.slice(0, 257).join(';'))).to.equal('file-too-wide, line 1');
    const wide = workbook({ sheets: [`<row r="4">${textCell('XFD4', 'x')}</row>`] });
    expect(await endOf(wide)).to.equal('file-too-wide, line 4');
    expect(await endOf(workbook({ sheets: [`<row>${textCell('A1', 'x')}<c r="XFD1" s="1"/></row>`] }))).to.equal(
      '1 rows',
    );
    expect(await endOf(workbook({ sheets: [`<row r="1">${textCell('IW1', 'x')}</row>`] }))).to.equal(
      'file-too-wide, line 1',
    );
  });

  it('is refused with too many rows; empty ones do not count', async () => {
    expect(await endOf('a\nb\n\n\nc\nd\n', { rows: 3 })).to.equal('file-too-large, line 6');
    expect(await endOf('a\nb\n\n\nc\n', { rows: 3 })).to.equal('3 rows');
    const rows = Array.from(
      { length: 5 },
      (_, place) => `<row r="${place * 2 + 1}">${textCell(`A${place * 2 + 1}`, 'x')}</row>`,
    );
    expect(await endOf(workbook({ sheets: [rows.join('<row/>')] }), { rows: 3 })).to.equal('file-too-large, line 7');
  });

  const ENTITIES =
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row>' +
    '<c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
  for (const [name, xml] of [
    ['entities that multiply', ENTITIES],
    ['an entity of its own', '<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'],
    ['a document type that names a file', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'],
    ['a tag that never ends', `<worksheet><sheetData><row ${'a'.repeat(3_000_000)}`],
    ['a value that never ends', `<worksheet><sheetData><row r="${'1'.repeat(3_000_000)}`],
    ['a comment that never ends', `<worksheet><!--${'a'.repeat(3_000_000)}`],
    ['tags within tags without end', '<a>'.repeat(500_000)],
    ['attributes without end', `<a ${Array.from({ length: 50_000 }, (_, place) => `a${place}=""`).join(' ')}/>`],
    ['tags that cross', '<worksheet><sheetData><row></sheetData></row></worksheet>'],
    ['XML that is cut', '<worksheet><sheetData><row><c t="str"><v>a</v></c></row>'],
    ['no XML', 'a;b\n1;2\n'],
    ['characters that are none', Buffer.from([0x3c, 0x61, 0x3e, 0xe9, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
    ['a row with no number', '<worksheet><sheetData><row r="x"/></sheetData></worksheet>'],
    ['a row below the last', '<worksheet><sheetData><row r="1048577"/></sheetData></worksheet>'],
    ['a cell with no place', '<worksheet><sheetData><row><c r="!"><v>1</v></c></row></sheetData></worksheet>'],
  ] as const) {
    it(`is refused when its sheet is ${name}`, async () => {
      const started = performance.now();
      expect(await endOf(withSheet(xml), { unpackRatio: 5_000 })).to.equal('file-unreadable');
      expect(performance.now() - started).to.be.below(2_000);
    });
  }

  it('does not have a cell given a million times cost more than once', async () => {
    const row = `<row>${textCell('A1', 'x').repeat(100_000)}</row>`;
    expect(await endOf(workbook({ sheets: [row] }), { unpackRatio: 1_000 })).to.equal('1 rows');
  });

  it('is refused when a part that it names is missing', async () => {
    const name = (part: string) => workbook({ sheets: [''], sharedTexts: '', extra: { [part]: '<x/>' } });
    expect(await endOf(name('xl/_rels/workbook.xml.rels'))).to.equal('file-empty');
    const missing =
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/none.xml"/></Relationships>';
    const file = workbook({ sheets: [''], extra: { 'xl/_rels/workbook.xml.rels': missing } });
    expect(await endOf(file)).to.equal('file-unreadable');
    expect(await endOf(zipSync({ 'xl/workbook.xml': Buffer.from('<workbook/>') }))).to.equal('file-unreadable');
  });

  it('is refused wherever it is cut', async () => {
    const file = workbook({
      sheets: [`<row r="1">${textCell('A1', 'Nom')}</row>`.repeat(50)],
      sharedTexts: '<si><t>x</t></si>',
    });
    for (let length = 4; length < file.length; length += 7) {
      expect(await endOf(file.subarray(0, length)), `${length} of ${file.length}`).to.equal('file-unreadable');
    }
  });

  it('passes on an error of where it comes from, as it is', async () => {
    const failing = (async function* () {
      yield Buffer.from('a;b\n');
      throw new RangeError('network');
    })();
    try {
      for await (const _ of readRows(failing));
      expect.fail('read');
    } catch (error) {
      expect(error).to.be.instanceOf(RangeError);
    }
  });

  it('lets its reader stop at any row', async () => {
    const rows = `<row>${textCell('A1', 'x')}</row>`.repeat(3);
    for (const file of [Buffer.from('a;b\n'.repeat(100_000)), workbook({ sheets: [rows.replaceAll(' r="A1"', '')] })]) {
      let count = 0;
      for await (const _ of readRows(piecesOf(file, 10_000))) {
        count += 1;
        if (count === 2) break;
      }
      expect(count).to.equal(2);
    }
  });
});

describe('A file with bytes changed at random', () => {
  const rows = Array.from(
    { length: 30 },
    (_, place) =>
      `<row r="${place + 1}">${textCell(`A${place + 1}`, `Société ${place}`)}<c r="B${place + 1}" s="1"><v>${place}</v></c></row>`,
  );
  const xlsx = workbook({
    sheets: [rows.join('')],
    sharedTexts: '<si><t>x</t></si>',
    styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
  });
  // Unpacked, so that the changes reach the XML and not only the packing.
  const stored = Buffer.from(
    zipSync(
      Object.fromEntries(
        [
          ['xl/workbook.xml', '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>'],
          [
            'xl/_rels/workbook.xml.rels',
            '<Relationships><Relationship Id="rId1" Type="/worksheet" Target="s.xml"/></Relationships>',
          ],
          ['xl/s.xml', `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`],
        ].map(([name, text]) => [name, Buffer.from(text ?? '')]),
      ),
      { level: 0 },
    ),
  );
  const csv = Buffer.from(`\ufeff${'Nom;"Ville";SIREN\r\n"Société ""A""";Nîmes;732829320\r\n'.repeat(20)}`);

  /** Always the same changes, so that a failure can be looked at. */
  function* mutants(file: Uint8Array, count: number): Generator<Buffer> {
    let seed = 1;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let done = 0; done < count; done++) {
      let bytes = Buffer.from(file);
      for (let changes = next(4); changes >= 0; changes--) {
        const place = next(bytes.length);
        const kind = next(4);
        if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1 + next(20))]);
        else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place >> 1)]);
        else bytes[place] = next(256);
        if (bytes.length === 0) bytes = Buffer.from([0]);
      }
      yield bytes;
    }
  }

  for (const [name, file] of [
    ['workbook', xlsx],
    ['workbook that is not packed', stored],
    ['CSV', csv],
  ] as const) {
    it(`ends as rows or as a fault, within a second: a ${name}`, async () => {
      expect(await endOf(file)).to.match(/rows$/);
      const ends = new Set<string>();
      for (const mutant of mutants(file, 400)) {
        const started = performance.now();
        ends.add((await endOf(mutant)).replace(/\d+/g, 'n'));
        expect(performance.now() - started).to.be.below(1_000);
      }
      expect(ends.size).to.be.greaterThan(1);
    }).timeout(60_000);
  }
});
