import { expect } from 'chai';
import { fecName, findClosing } from '../../../../workflows/partner-imports/formats/fec-name.ts';
import { readTraName } from '../../../../workflows/partner-imports/formats/read-tra-name.ts';

describe('The name of a FEC that is made', () => {
  it('is the SIREN, FEC, the closing date (domain 204)', () => {
    expect(fecName({ siren: '123456782', closing: 20241231 })).to.equal('123456782FEC20241231.txt');
  });

  it('takes its date from the period, the TRA’s name, the caller, the last month, in this order (domain 200)', () => {
    const period = (start: number, end: number) => ({ code: '', label: '', state: '', start, end });
    const exercices = [period(20230101, 20231231), period(20240101, 20240930)];
    const known = { fileName: '00123_31122024.TRA', closing: 20250331 };
    expect(findClosing({ exercices, lastDate: 20240215 }, known)).to.deep.equal({ date: 20240930, from: 'exercice' });
    expect(findClosing({ exercices, lastDate: 20241115 }, known)).to.deep.equal({ date: 20241231, from: 'name' });
    const told = { ...known, fileName: 'export.TRA' };
    expect(findClosing({ lastDate: 20240215 }, told)).to.deep.equal({ date: 20250331, from: 'given' });
    expect(findClosing({ lastDate: 20240215 }, {})).to.deep.equal({ date: 20240229, from: 'guessed' });
  });
});

describe('The name of a TRA (domain 200)', () => {
  it('is the dossier’s number and the closing date, however that is written', () => {
    for (const name of [
      '00123_31122024.TRA',
      '00123_20241231.tra',
      'T:\\dos\\00123_311224.TRA',
      '/t/00123_31122024.tra.zip',
    ]) {
      expect(readTraName(name), name).to.deep.equal({ folder: '00123', closing: 20241231 });
    }
    expect(readTraName('A_B_29022024.TRA')).to.deep.equal({ folder: 'A_B', closing: 20240229 });
  });

  it('says nothing when it has no date, or one that is none', () => {
    for (const name of [
      '',
      'export.TRA',
      '00123_31022024.TRA',
      '00123_2024.TRA',
      '_31122024.TRA',
      '00123_99999999',
      '00123-31122024.TRA',
    ]) {
      expect(readTraName(name), name).to.equal(undefined);
    }
  });
});
