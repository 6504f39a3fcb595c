import { expect } from 'chai';
import fc from 'fast-check';
import { neutraliseCell } from '../../../workflows/spreadsheets/neutralise-cell.ts';
import { restoreCell } from '../../../workflows/spreadsheets/restore-cell.ts';

const TARGETS = ['csv', 'xlsx'] as const;

describe('A cell that looks like a formula', () => {
  for (const text of [
    '=1+1',
    '=HYPERLINK("http://evil.example";"Votre facture")',
    "+cmd|' /C calc'!A0",
    '-2+3+cmd',
    '@SUM(A1)',
    '  =1+1',
    '\u00a0=1+1',
    '\t=1+1',
    '\tx',
    '\r=1+1',
    '\nx',
    '＝1+1',
    '-',
    '+33612345678*1',
    '+A1',
  ]) {
    it(`gets an apostrophe: ${JSON.stringify(text)}`, () => {
      for (const target of TARGETS) {
        expect(neutraliseCell(text, target)).to.match(/^'/);
        expect(restoreCell(neutraliseCell(text, target))).to.equal(text.replace('\r', '\n'));
      }
    });
  }

  for (const text of [
    '',
    'Martin',
    '06 12 34 56 78',
    'a=b',
    'x+y',
    '12,5',
    "l'Épi",
    "'x",
    'claire@boulangerie.example',
  ]) {
    it(`is none in ${JSON.stringify(text)}`, () => {
      for (const target of TARGETS) {
        expect(neutraliseCell(text, target)).to.equal(text);
        expect(restoreCell(text)).to.equal(text);
      }
    });
  }

  it('is read without trouble when it is a telephone number (domain 54)', () => {
    for (const phone of ['+33612345678', '+33 6 12 34 56 78', '+373 69 123 456']) {
      expect(neutraliseCell(phone, 'xlsx')).to.equal(phone);
      expect(neutraliseCell(phone, 'csv')).to.equal(`'${phone}`);
      expect(restoreCell(`'${phone}`)).to.equal(phone);
    }
  });

  it('never starts a formula once written, and is given back as it was, apostrophes of its own too', () => {
    const text = fc
      .array(fc.constantFrom("'", '=', '+', '-', '@', ' ', '\t', '\n', '\u00a0', '1', 'a', '＋', 'é'), { maxLength: 8 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (one) => {
        expect(neutraliseCell(one, 'csv')).to.not.match(/^\s*[=+@＝＋－＠-]|^[\t\r\n]/);
        for (const target of TARGETS) expect(restoreCell(neutraliseCell(one, target))).to.equal(one);
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses what no cell can hold: control characters, halves of characters, what is beyond its length', () => {
    for (const target of TARGETS) {
      expect(neutraliseCell('a\0b\u0007c\u009fd\ud800e\uffff', target)).to.equal('abcd\ufffde');
      expect(neutraliseCell('a\u0000=1', target)).to.equal('a=1');
      expect(neutraliseCell('\u0000=1', target)).to.equal("'=1");
      expect(neutraliseCell('\ufeff=1', target)).to.equal("'=1");
      expect(neutraliseCell('x'.repeat(40_000), target)).to.have.length(32_767);
      expect(neutraliseCell('a\r\nb\rc', target)).to.equal('a\nb\nc');
    }
  });
});
