import { expect } from 'chai';
import { periodLabel } from '../../../workflows/partner-imports/period-label.ts';

describe('The accounting period of an import, as the console shows it (168)', () => {
  it('is named after the year in which it closes', () => {
    expect(periodLabel({ firstDate: 20210104, lastDate: 20211231 })).to.equal('EXERCICE 2021');
    expect(periodLabel({ firstDate: 20220401, lastDate: 20230215, closing: 20230331 })).to.equal('EXERCICE 2023');
    const exercices = [
      { code: 'N1', start: 20210401, end: 20220331, label: '', state: 'CDE' },
      { code: 'N', start: 20220401, end: 20230331, label: '', state: 'OUV' },
    ];
    expect(periodLabel({ firstDate: 20220401, lastDate: 20221130, exercices })).to.equal('EXERCICE 2023');
  });

  it('says both years when nothing tells where it closes, and nothing without a date', () => {
    expect(periodLabel({ firstDate: 20220401, lastDate: 20230215 })).to.equal('EXERCICES 2022 À 2023');
    expect(periodLabel({ firstDate: 0, lastDate: 0 })).to.equal(undefined);
    expect(periodLabel({ firstDate: 20210104, lastDate: 20211231, closing: 20201231 }), 'a name that lies').to.equal(
      'EXERCICE 2021',
    );
  });
});
