import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { recogniseFormat } from '../../../../workflows/partner-imports/formats/recognise-format.ts';
import { writeXlsx } from '../../../../workflows/spreadsheets/write-xlsx.ts';
import { HEADER, renderFec } from '../../../fixtures/fec/generate-fec.ts';
import { renderJson } from '../../../fixtures/json/generate-json.ts';
import { entry } from './parsing.ts';

const TRA_HEADER = '***S5EXPJRLETE   0101190001011900007';

async function* noRows(): AsyncGenerator<string[]> {}

describe('The format of a file, by its content alone', () => {
  it('is FEC by its header, in any encoding, with any separator, in any case', () => {
    for (const encoding of ['utf8', 'windows-1252', 'cp850', 'utf-16le', 'utf-16be']) {
      for (const separator of ['\t', '|', ';', ',']) {
        expect(recogniseFormat(renderFec(entry(), { encoding, separator })), `${encoding} ${separator}`).to.equal(
          'fec',
        );
      }
    }
    expect(
      recogniseFormat(renderFec(entry(), { mark: true, header: HEADER.map((name) => name.toLowerCase()) })),
    ).to.equal('fec');
    expect(recogniseFormat(renderFec(entry(), { encoding: 'utf-16le', mark: false }))).to.equal('fec');
    expect(recogniseFormat(Buffer.from(`\r\n\r\n${HEADER.join('\t')}`))).to.equal('fec');
  });

  it('is FEC by its lines when it has no header', () => {
    expect(
      recogniseFormat(
        Buffer.from(
          entry()
            .map((row) => row.join('\t'))
            .join('\n'),
        ),
      ),
    ).to.equal('fec');
  });

  it('is TRA by its first line (tra.md 2)', () => {
    for (const product of ['S1', 'S3', 'S5', 'S7', 'SI', 'QU', 'WS', 'WT']) {
      expect(recogniseFormat(Buffer.from(TRA_HEADER.replace('S5', product))), product).to.equal('tra');
    }
    expect(recogniseFormat(iconv.encode(TRA_HEADER, 'utf8', { addBOM: true }))).to.equal('tra');
    expect(recogniseFormat(Buffer.from(TRA_HEADER.replace('S5', 'S9')))).to.equal('unknown');
    expect(recogniseFormat(Buffer.from(`x${TRA_HEADER}`))).to.equal('unknown');
  });

  it('is JSON by its first characters, and a bracketed journal code is not', () => {
    for (const text of ['{"entries": []}', ' \n[{"a": 1}]', '[]', '{}', '[1, 2]', '{']) {
      expect(recogniseFormat(Buffer.from(text)), text).to.equal('json');
    }
    expect(recogniseFormat(Buffer.from('[AN];20250101;606300'))).to.equal('custom');
    for (const text of ['{AN};20250101', '[[AN];1', '[01];01/01/2025', '[1]\t01/02/2025', '"[AN]";"1"', '[VE]|1|2']) {
      expect(recogniseFormat(Buffer.from(text)), text).to.equal('custom');
    }
  });

  it('is JSON whether it is a document, a list or an entry a line, in UTF-8 or UTF-16', () => {
    for (const form of ['document', 'indented', 'list', 'lines', 'headed-lines'] as const) {
      const bytes = renderJson({ lines: 20 }, form);
      expect(recogniseFormat(bytes), form).to.equal('json');
      expect(recogniseFormat(iconv.encode(bytes.toString('utf8'), 'utf-16le', { addBOM: true })), form).to.equal(
        'json',
      );
    }
    // What a person wrote by hand, so that its fault is told where it is.
    for (const text of ["{'journal': 'VE'}", '{ // écritures\n"version": 1}', '{"version":1,', '\ufeff{"a":1}']) {
      expect(recogniseFormat(Buffer.from(text)), text).to.equal('json');
    }
  });

  it('is custom for a title, a separator named by Excel, and quotes before the columns', () => {
    for (const text of [
      'SARL Roux\nJournal des ventes\n\nDate;Compte;Débit',
      'sep=;\nDate;Compte',
      '"Date";"Compte"',
    ]) {
      expect(recogniseFormat(Buffer.from(text)), text).to.equal('custom');
    }
  });

  it('is a workbook by the parts of its zip, and another zip is none of ours', async () => {
    const parts: Buffer[] = [];
    for await (const part of writeXlsx(['a'], noRows())) parts.push(Buffer.from(part as Uint8Array));
    expect(recogniseFormat(Buffer.concat(parts))).to.equal('xlsx');
    const zip = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      Buffer.alloc(22),
      Buffer.from([7, 0, 0, 0]),
      Buffer.from('fec.txt'),
    ]);
    expect(recogniseFormat(zip)).to.equal('unknown');
    expect(recogniseFormat(Buffer.from('PK\x03\x04'))).to.equal('unknown');
  });

  it('is custom for any other text in columns', () => {
    for (const text of ['Date;Compte;Libellé\n01/02/2025;606300;x', 'a\tb\n1\t2', 'a,b\n1,2']) {
      expect(recogniseFormat(Buffer.from(text)), text).to.equal('custom');
    }
    expect(recogniseFormat(iconv.encode('Date;Libellé', 'windows-1252'))).to.equal('custom');
  });

  it('is unknown for what is no text in columns', () => {
    for (const text of [
      '',
      '   \n',
      'bonjour',
      '%PDF-1.7\n1 0 obj',
      '<?xml version="1.0"?><a;b>',
      '\0\x01\x02;;;\x05\x06\x07\x08',
    ]) {
      expect(recogniseFormat(Buffer.from(text)), text).to.equal('unknown');
    }
  });

  it('is found whatever the bytes, and however many of them are given', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void recogniseFormat(bytes)));
    const file = renderFec(entry({ EcritureLib: 'é'.repeat(100) }));
    for (let length = 260; length < file.length; length += 1)
      expect(recogniseFormat(file.subarray(0, length))).to.equal('fec');
  });

  it('takes no longer for hostile bytes', () => {
    for (const text of [' ', '[', '"', '\t', '\r', '[ ', '{"']) {
      const started = performance.now();
      recogniseFormat(Buffer.alloc(5_000_000, text));
      expect(performance.now() - started).to.be.below(200);
    }
  });
});
