import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readRows } from '../../../workflows/spreadsheets/read-rows.ts';
import { cellsOf, endOf, rowsOf } from './files.ts';

const TEXT = 'Raison sociale;Ville\r\nBoulangerie « L’Épi d’œuf » à 5 €;Nîmes\r\n';
const CELLS = [
  ['Raison sociale', 'Ville'],
  ['Boulangerie « L’Épi d’œuf » à 5 €', 'Nîmes'],
];

describe('A text file', () => {
  for (const [name, bytes] of [
    ['UTF-8', iconv.encode(TEXT, 'utf-8')],
    ['UTF-8 with its mark', iconv.encode(TEXT, 'utf-8', { addBOM: true })],
    ['UTF-16 of Windows', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
    ['UTF-16 of others', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
    ['windows-1252', iconv.encode(TEXT, 'windows-1252')],
  ] as const) {
    it(`is read in ${name}, to the last accent`, async () => {
      expect(await cellsOf(bytes)).to.deep.equal(CELLS);
    });
  }

  for (const separator of [';', ',', '\t', '|']) {
    it(`has its separator ${JSON.stringify(separator)} guessed`, async () => {
      const lines = ['Nom,Code;SIREN|x\tVille', 'Martin', 'A'].map((_, line) =>
        ['Nom', 'Code', 'SIREN', 'Ville'].map((title) => `${title} ${line}`).join(separator),
      );
      expect(await cellsOf(lines.join('\n'))).to.deep.equal(lines.map((line) => line.split(separator)));
    });
  }

  it('is not misled by the commas of addresses and amounts, nor by separators within quotes', async () => {
    const file = 'Liste\nNom;Adresse;Montant\nMartin;12, rue X, Nîmes;1,5\n"Durand, et fils";"8, rue | Y";2,50\n';
    expect((await cellsOf(file)).slice(1)).to.deep.equal([
      ['Nom', 'Adresse', 'Montant'],
      ['Martin', '12, rue X, Nîmes', '1,5'],
      ['Durand, et fils', '8, rue | Y', '2,50'],
    ]);
    expect(await cellsOf('Nom,Note\nA,"1;2;3;4"\nB,"5;6;7;8"\n')).to.deep.include(['A', '1;2;3;4']);
  });

  it('may name its separator on a first line, as Excel does', async () => {
    expect(await rowsOf('sep=,\r\na;b,c\r\n')).to.deep.equal([{ line: 2, cells: ['a;b', 'c'] }]);
  });

  it('may have one column only', async () => {
    expect(await cellsOf('SIREN\n732829320\n')).to.deep.equal([['SIREN'], ['732829320']]);
  });

  for (const [name, end] of [
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ]) {
    it(`has its lines ended by ${name}, and each row the line on which it begins`, async () => {
      const file = ['Nom;Note', '', '"Martin";"un', 'deux"";', '"', ' ;; ', 'Durand;x', '', '', '"Petit";'].join(
        end ?? '',
      );
      expect(await rowsOf(file)).to.deep.equal([
        { line: 1, cells: ['Nom', 'Note'] },
        { line: 3, cells: ['Martin', 'un\ndeux";\n'] },
        { line: 7, cells: ['Durand', 'x'] },
        { line: 10, cells: ['Petit'] },
      ]);
    });
  }

  it('bears quotes in the middle of a cell, rows shorter or longer than the header, and no end of line at its end', async () => {
    expect(await cellsOf('a;b;c\n1\nLe "Bistrot" SARL;"x" y;3;4\n;;;5')).to.deep.equal([
      ['a', 'b', 'c'],
      ['1'],
      ['Le "Bistrot" SARL', '"x" y', '3', '4'],
      ['', '', '', '5'],
    ]);
  });

  it('gives cells as they are: spaces, zeros, what looks like a number or a formula', async () => {
    expect(await cellsOf(" a ;007;1e5;=1+1;'x;TRUE\n")).to.deep.equal([[' a ', '007', '1e5', '=1+1', "'x", 'TRUE']]);
  });

  it('gives the same rows however it is cut on its way', async () => {
    const bytes = Buffer.from(`\ufeffNom;Note\r\n"é\r\nœ";€\r\n`);
    for (let size = 1; size < bytes.length; size++) {
      const rows = [];
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, place) =>
        bytes.subarray(place * size, (place + 1) * size),
      );
      for await (const row of readRows(
        (async function* () {
          yield* pieces;
        })(),
      ))
        rows.push(row);
      expect(rows, `${size}`).to.deep.equal([
        { line: 1, cells: ['Nom', 'Note'] },
        { line: 2, cells: ['é\nœ', '€'] },
      ]);
    }
  });

  it('is read to its end when it is longer than one slice, characters and line ends cut anywhere', async () => {
    const lines = Array.from({ length: 12_000 }, (_, place) => [`é${'x'.repeat(place % 23)}€`, `${place}`, '"œ"']);
    const file = lines.map((cells) => cells.join(';')).join('\r\n');
    for (const encoding of ['utf-8', 'utf-16le', 'windows-1252']) {
      const rows = await rowsOf(iconv.encode(file, encoding, { addBOM: encoding === 'utf-16le' }));
      expect(rows.length, encoding).to.equal(12_000);
      const wrong = rows.find(
        ({ line, cells }, place) => line !== place + 1 || cells[1] !== `${place}` || cells[2] !== 'œ',
      );
      expect(wrong, encoding).to.equal(undefined);
    }
  });

  for (const [name, file, end] of [
    ['nothing', '', 'file-empty'],
    ['a mark alone', '\ufeff', 'file-empty'],
    ['empty lines and cells', '\n;;\n  \r\n""\n', 'file-empty'],
    ['a quote that is never closed', 'a;b\n1;2\n3;"4\n5;6\n', 'file-unreadable, line 3'],
    ['a web page', ' <!DOCTYPE html><table><tr><td>a</td></tr></table>', 'file-unreadable'],
    ['another XML', '<?xml version="1.0"?><Workbook/>', 'file-unreadable'],
    ['UTF-16 without its mark', Buffer.from('a;b\n', 'utf16le'), 'file-unreadable'],
    ['a PDF', Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n\0\x01\x02'), 'file-unreadable'],
  ] as const) {
    it(`that is ${name} ends as ${end}`, async () => {
      expect(await endOf(file as string)).to.equal(end);
    });
  }

  it('never ends in anything but rows or a fault of the file', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom('"', ';', ',', '\n', '\r', '\r\n', 'a', ' ', '\t', '""', '\ufeff', 'é'), {
          maxLength: 80,
        })
        .map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          text.map((one) => Buffer.from(one)),
          fc.uint8Array({ maxLength: 300 }),
        ),
        async (bytes) => {
          expect(await endOf(bytes)).to.match(/^(\d+ rows|file-[a-z-]+(, line \d+)?)$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
