import { expect } from 'chai';
import fc from 'fast-check';
import { readPostcode } from '../../../workflows/identifiers/read-postcode.ts';
import { digits } from './digits.ts';

describe('A postal code', () => {
  it('is five digits in France, a space is borne (domain 51, 104)', () => {
    for (const typed of ['75011', '75 011', ' 75011 ', '75\u00a0011']) {
      expect(readPostcode(typed), typed).to.deep.equal({ ok: true, value: '75011' });
    }
    for (const typed of ['', '7501', '750110', '75O11', '2A004', 'SW1A 1AA']) {
      expect(readPostcode(typed), typed).to.deep.equal({ ok: false, fault: 'postcode-invalid' });
    }
    fc.assert(
      fc.property(digits(5), (value) => {
        expect(readPostcode(value)).to.deep.equal({ ok: true, value });
      }),
    );
  });

  it('is short and free elsewhere', () => {
    expect(readPostcode(' sw1a  1aa ', 'GB')).to.deep.equal({ ok: true, value: 'SW1A 1AA' });
    expect(readPostcode('MD-2001', 'MD')).to.deep.equal({ ok: true, value: 'MD-2001' });
    for (const typed of ['', '  ', 'x'.repeat(13), '<b>', 'A\u0007B']) {
      expect(readPostcode(typed, 'GB'), typed).to.deep.equal({ ok: false, fault: 'postcode-invalid' });
    }
  });
});
