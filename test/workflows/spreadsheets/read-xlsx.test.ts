import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import { cellsOf, endOf, MAIN, rowsOf, textCell, workbook } from './files.ts';

/** Styles 0 to 5: general, a built-in day, a day of one's own, hours, five digits, a text with a d in it. */
const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="[$-40C]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="00000"/>' +
  '<numFmt numFmtId="166" formatCode="0&quot; jours d&apos;avance&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/>' +
  '<xf numFmtId="166"/></cellXfs>';

describe('A workbook', () => {
  it('has its texts shared, in place or in runs, without what only tells how to say them', async () => {
    const file = workbook({
      sharedTexts:
        '<si><t>Nom</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">Le </t></r><r><t>Bistrot</t></r></si>' +
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si/><si><t>a_x000D__x000A_b_x005F_x0041_</t></si>',
      sheets: [
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>' +
          '<c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>99</v></c></row>' +
          '<row r="2"><c r="A2" t="inlineStr"><is><r><t>L&#8217;Épi </t></r><r><t>&lt;d&apos;or&gt;</t></r></is></c>' +
          '<c r="B2" t="inlineStr"><is><t><![CDATA[a & b]]></t></is></c></row>',
      ],
    });
    expect(await cellsOf(file)).to.deep.equal([
      ['Nom', 'Le Bistrot', '東京', '', 'a\nb_x0041_'],
      ["L’Épi <d'or>", 'a & b'],
    ]);
  });

  it('has numbers that never come with an exponent when they are whole, and are said to be numbers (domain 106)', async () => {
    const values = ['732829320', '7.3282932E8', '732829320.0', '75011', '0.30000000000000004', '-12.5', '1e21', '0'];
    const cells = values.map((value) => `<c><v>${value}</v></c>`).join('');
    expect(await rowsOf(workbook({ sheets: [`<row r="7">${cells}${textCell('I7', '00074')}</row>`] }))).to.deep.equal([
      {
        line: 7,
        cells: ['732829320', '732829320', '732829320', '75011', '0.3', '-12.5', '1000000000000000000000', '0', '00074'],
        isNumber: [...values.map(() => true), false],
      },
    ]);
    expect(await rowsOf(workbook({ sheets: [`<row>${textCell('A1', 'x')}</row>`] }))).to.deep.equal([
      { line: 1, cells: ['x'] },
    ]);
  });

  it('has days as yyyy-mm-dd, whatever their format; hours and counts of days are numbers', async () => {
    const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
    const sheets = [
      `<row>${cell(1, '46082')}${cell(2, '46082.6041666')}${cell(3, '0.5')}${cell(4, '1234')}${cell(5, '8')}</row>` +
        `<row>${cell(1, '1')}${cell(1, '59')}${cell(1, '61')}${cell(1, '-3')}${cell(1, '2958466')}</row>` +
        '<row><c t="d"><v>2026-03-01T14:30:00</v></c></row>',
    ];
    expect(await cellsOf(workbook({ styles: STYLES, sheets }))).to.deep.equal([
      ['2026-03-01', '2026-03-01', '0.5', '1234', '8'],
      ['1900-01-01', '1900-02-28', '1900-03-01', '-3', '2958466'],
      ['2026-03-01'],
    ]);
    const [first] = await rowsOf(workbook({ styles: STYLES, sheets }));
    expect(first?.isNumber).to.deep.equal([false, false, true, true, true]);
    const mac = workbook({ styles: STYLES, sheets, workbookProperties: '<workbookPr date1904="1"/>' });
    expect((await cellsOf(mac))[0]?.[0]).to.equal('2030-03-02');
  });

  it('has truth values as French Excel shows them, errors as they are, formulas by their last result', async () => {
    const file = workbook({
      sheets: [
        '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c>' +
          '<c t="str"><f>A1&amp;"x"</f><v>VRAIx</v></c><c><f>NEVER()</f></c></row>',
      ],
    });
    expect(await cellsOf(file)).to.deep.equal([['VRAI', 'FAUX', '#N/A', '2', 'VRAIx']]);
  });

  it('may leave out rows and cells, give cells out of order, and number neither', async () => {
    const file = workbook({
      sheets: [
        `<row r="3">${textCell('D3', 'd')}${textCell('B3', 'b')}<c r="F3" s="4"/></row><row r="4"/><row r="5"><c r="A5"/></row>` +
          `<row r="9">${textCell('AA9', 'aa')}</row><row><c t="inlineStr"><is><t>next</t></is></c></row>`,
      ],
    });
    expect(await rowsOf(file)).to.deep.equal([
      { line: 3, cells: ['', 'b', '', 'd'] },
      { line: 9, cells: [...Array.from({ length: 26 }, () => ''), 'aa'] },
      { line: 10, cells: ['next'] },
    ]);
  });

  it('is read from its first sheet that has rows; hidden ones are not looked at', async () => {
    const file = workbook({
      sheets: [
        { rows: `<row>${textCell('A1', 'hidden')}</row>`, state: 'hidden' },
        { rows: `<row>${textCell('A1', 'very')}</row>`, state: 'veryHidden' },
        '',
        `<row>${textCell('A1', '  ')}</row>`,
        `<row>${textCell('A1', 'seen')}</row>`,
        `<row>${textCell('A1', 'too late')}</row>`,
      ],
    });
    expect(await cellsOf(file)).to.deep.equal([['seen']]);
    expect(
      await endOf(workbook({ sheets: [{ rows: `<row>${textCell('A1', 'x')}</row>`, state: 'hidden' }] })),
    ).to.equal('file-empty');
  });

  it('may prefix its names and be in UTF-16, as some software writes it', async () => {
    const sheet =
      '<?xml version="1.0" encoding="utf-16"?><x:worksheet xmlns:x="y"><x:sheetData><x:row r="2">' +
      '<x:c r="A2" t="inlineStr"><x:is><x:t>é</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const extra = { 'xl/worksheets/sheet1.xml': Buffer.from(`\ufeff${sheet}`, 'utf16le') };
    expect(await rowsOf(workbook({ sheets: [''], extra }))).to.deep.equal([{ line: 2, cells: ['é'] }]);
  });

  it('is known by its content: a zip without a workbook is none', async () => {
    const zip = (name: string) => zipSync({ [name]: strToU8(`<x ${MAIN}/>`) });
    expect(await endOf(zip('word/document.xml'))).to.equal('file-unreadable');
    expect(await endOf(zip('xl/workbook.bin'))).to.equal('file-old-excel');
    expect(await endOf(zipSync({}))).to.equal('file-unreadable');
  });
});
