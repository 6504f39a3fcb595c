import { expect } from 'chai';
import fc from 'fast-check';
import { readNic } from '../../../workflows/identifiers/read-nic.ts';
import { readSiret } from '../../../workflows/identifiers/read-siret.ts';
import { changeDigit, digits, luhnDigit, siren, spaced } from './digits.ts';

const LA_POSTE = '356000000';
const sumOf = (text: string) => [...text].reduce((sum, digit) => sum + Number(digit), 0);

/** A SIREN with a NIC of its own. */
const siret = siren
  .filter((value) => value !== LA_POSTE)
  .chain((value) => digits(4).map((start) => ({ siren: value, nic: start + luhnDigit(value + start), siret: '' })))
  .map((one) => ({ ...one, siret: one.siren + one.nic }));

describe('A NIC', () => {
  it('is five digits, read with the SIREN it belongs to (domain 107)', () => {
    for (const typed of ['00074', '000 74', ' 00074 ']) {
      expect(readNic(typed, '732829320'), typed).to.deep.equal({ ok: true, value: '00074' });
    }
  });

  for (const typed of ['', '74', '0074', '000740', '0007A', '73282932000074']) {
    it(`is not five digits in ${JSON.stringify(typed)} (domain 107)`, () => {
      expect(readNic(typed, '732829320')).to.deep.equal({ ok: false, fault: 'nic-invalid' });
      expect(readNic(typed)).to.deep.equal({ ok: false, fault: 'nic-invalid' });
    });
  }

  it('means nothing without a SIREN', () => {
    expect(readNic('00074')).to.deep.equal({ ok: false, fault: 'nic-without-siren' });
    expect(readNic('00074', '')).to.deep.equal({ ok: false, fault: 'nic-without-siren' });
  });

  it('is refused with a SIREN it cannot belong to', () => {
    expect(readNic('00075', '732829320')).to.deep.equal({ ok: false, fault: 'nic-checksum' });
  });

  it('is accepted however it is spaced, and refused as soon as any one of its digits changes', () => {
    const typed = siret.chain((one) => fc.tuple(fc.constant(one), spaced(one.nic)));
    fc.assert(
      fc.property(typed, fc.nat(4), fc.integer({ min: 1, max: 9 }), ([one, text], place, by) => {
        expect(readNic(text, one.siren)).to.deep.equal({ ok: true, value: one.nic });
        const changed = changeDigit(one.nic, place, by);
        expect(readNic(changed, one.siren)).to.deep.equal({ ok: false, fault: 'nic-checksum' });
      }),
    );
  });
});

describe('A SIRET', () => {
  it('is split into its SIREN and its NIC (domain 106, 107)', () => {
    for (const typed of ['73282932000074', '732 829 320 00074', '732.829.320.00074']) {
      expect(readSiret(typed), typed).to.deep.equal({ ok: true, value: { siren: '732829320', nic: '00074' } });
    }
  });

  it('says which part is wrong', () => {
    expect(readSiret('732829320')).to.deep.equal({ ok: false, fault: 'siret-invalid' });
    expect(readSiret('7328293200007A')).to.deep.equal({ ok: false, fault: 'siret-invalid' });
    expect(readSiret('00000000000000')).to.deep.equal({ ok: false, fault: 'siren-invalid' });
    expect(readSiret('73282932100074')).to.deep.equal({ ok: false, fault: 'siren-checksum' });
    expect(readSiret('73282932000075')).to.deep.equal({ ok: false, fault: 'nic-checksum' });
  });

  it('is accepted however it is spaced, and refused as soon as any one of its fourteen digits changes', () => {
    const typed = siret.chain((one) => fc.tuple(fc.constant(one), spaced(one.siret)));
    fc.assert(
      fc.property(typed, fc.nat(13), fc.integer({ min: 1, max: 9 }), ([one, text], place, by) => {
        expect(readSiret(text)).to.deep.equal({ ok: true, value: { siren: one.siren, nic: one.nic } });
        expect(readSiret(changeDigit(one.siret, place, by)).ok).to.equal(false);
      }),
    );
  });
});

describe('La Poste', () => {
  it('has a head office that satisfies Luhn like any other', () => {
    expect(readSiret('35600000000048')).to.deep.equal({ ok: true, value: { siren: LA_POSTE, nic: '00048' } });
  });

  it('has establishments whose digits add up to a multiple of 5', () => {
    // 3 + 5 + 6 leaves 1 to the next multiple.
    expect(readNic('00001', LA_POSTE)).to.deep.equal({ ok: true, value: '00001' });
    expect(readNic('00002', LA_POSTE)).to.deep.equal({ ok: false, fault: 'nic-checksum' });
  });

  it('has every NIC that one of the two rules allows, and no other', () => {
    fc.assert(
      fc.property(digits(5), (nic) => {
        const isLuhn = luhnDigit(LA_POSTE + nic.slice(0, 4)) === nic[4];
        expect(readNic(nic, LA_POSTE).ok).to.equal(isLuhn || sumOf(LA_POSTE + nic) % 5 === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('is alone to be let off Luhn', () => {
    const free = fc.tuple(siren, digits(5)).filter(([one, nic]) => one !== LA_POSTE && sumOf(one + nic) % 5 === 0);
    fc.assert(
      fc.property(free, ([one, nic]) => {
        expect(readNic(nic, one).ok).to.equal(luhnDigit(one + nic.slice(0, 4)) === nic[4]);
      }),
    );
  });
});
