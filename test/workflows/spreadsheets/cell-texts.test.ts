import { expect } from 'chai';
import { dayText } from '../../../workflows/spreadsheets/day-text.ts';
import { franceDay } from '../../../workflows/spreadsheets/france-day.ts';
import { isDateFormat } from '../../../workflows/spreadsheets/is-date-format.ts';
import { numberText } from '../../../workflows/spreadsheets/number-text.ts';

describe('The text of a cell', () => {
  it('is a day for the numbers of a day, in either calendar', () => {
    for (const [serial, is1904, day] of [
      [1, false, '1900-01-01'],
      [59, false, '1900-02-28'],
      // The day that never was.
      [60, false, '1900-02-28'],
      [61, false, '1900-03-01'],
      [25_569, false, '1970-01-01'],
      [46_082.999, false, '2026-03-01'],
      [2_958_465, false, '9999-12-31'],
      [0, true, '1904-01-01'],
      [0, false, undefined],
      [-1, false, undefined],
      [2_958_466, false, undefined],
      [Number.NaN, false, undefined],
    ] as const) {
      expect(dayText(serial, is1904), `${serial}`).to.equal(day);
    }
  });

  it('is a day when its format shows a year or a day, and not for letters that are only text', () => {
    const days = ['dd/mm/yyyy', 'd-mmm-yy', '[$-40C]dddd d mmmm yyyy', 'yyyy\\-mm\\-dd hh:mm', 'mmm yyyy', '[Red]d/m'];
    for (const code of days) expect(isDateFormat(164, code), code).to.equal(true);
    const others = [
      'General',
      'Standard',
      '0.00',
      '00000',
      '# ##0 "jours d\'avance"',
      '0\\d',
      '[Red]0',
      'hh:mm',
      '@',
      '',
    ];
    for (const code of others) expect(isDateFormat(164, code), code).to.equal(false);
    expect([0, 1, 14, 15, 20, 22, 49].map((id) => isDateFormat(id))).to.deep.equal([
      false,
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('is a whole number without an exponent, and no more digits than count (domain 106)', () => {
    for (const [value, text] of [
      [732829320, '732829320'],
      [7.3282932e8, '732829320'],
      [73282932000074, '73282932000074'],
      [1e21, '1000000000000000000000'],
      [0.1 + 0.2, '0.3'],
      [-12.5, '-12.5'],
      [1e-7, '1e-7'],
      [-0, '0'],
    ] as const) {
      expect(numberText(value)).to.equal(text);
    }
  });

  it('is the day in France for an instant, and the day itself for its midnight in UTC', () => {
    expect(franceDay(new Date('2026-03-01T22:59:00Z'))).to.equal('2026-03-01');
    expect(franceDay(new Date('2026-03-01T23:00:00Z'))).to.equal('2026-03-02');
    expect(franceDay(new Date('2026-07-01T22:00:00Z'))).to.equal('2026-07-02');
    expect(franceDay(new Date('2026-07-01'))).to.equal('2026-07-01');
    expect(franceDay(new Date(Number.NaN))).to.equal('');
  });
});
