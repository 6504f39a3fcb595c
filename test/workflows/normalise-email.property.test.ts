import { domainToUnicode } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { normaliseEmail } from '../../workflows/invitations/normalise-email.ts';

const part = (units: string, maxLength: number) =>
  fc.array(fc.constantFrom(...units), { minLength: 1, maxLength }).map((all) => all.join(''));

/** Before the at sign: dots only between other characters. */
const local = fc
  .array(part("abcdefghijklmnopqrstuvwxyz0123456789_+-'", 8), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('.'))
  .filter((text) => !text.endsWith("'"));

/** Labels in small letters, composed; some with accents, as French firms register them. */
const label = part('abcdefghijklmnopqrstuvwxyz0123456789éèàçôüœ', 10).filter((text) => /[a-z]/.test(text));
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('fr', 'example', 'com', 'paris'))
  .map(([labels, top]) => [...labels, top].join('.'));

const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

/** The ways in which one address is written. */
const WRITINGS: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => `  ${text}\n`,
  (text) => `\u00a0${text}\t`,
  (text) => text.normalize('NFD'),
  (text) => text.toUpperCase().normalize('NFD'),
  (text) => `mailto:${text}`,
  (text) => `MAILTO:${text.toUpperCase()}`,
  (text) => `Claire Martin <${text}>`,
  (text) => `Claire Martin <mailto:${text}>`,
];

describe('An e-mail address, compared', () => {
  it('is one address however it is written (domain 37)', () => {
    fc.assert(
      fc.property(address, fc.constantFrom(...WRITINGS), (text, write) => {
        const kept = normaliseEmail(text);
        expect(kept).to.be.a('string');
        expect(normaliseEmail(write(text))).to.equal(kept);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is one address with its domain in Unicode or in punycode', () => {
    fc.assert(
      fc.property(address, (text) => {
        const kept = normaliseEmail(text) ?? '';
        const [name, host = ''] = kept.split('@');
        expect(host).to.match(/^[a-z0-9.-]+$/);
        expect(normaliseEmail(`${name}@${domainToUnicode(host)}`)).to.equal(kept);
        expect(normaliseEmail(`${name}@${host.toUpperCase()}`)).to.equal(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('is never taken for one with another local part or another domain', () => {
    fc.assert(
      fc.property(local, local, domain, domain, (one, other, host, otherHost) => {
        if (one !== other) expect(normaliseEmail(`${one}@${host}`)).to.not.equal(normaliseEmail(`${other}@${host}`));
        if (host !== otherHost) {
          expect(normaliseEmail(`${one}@${host}`)).to.not.equal(normaliseEmail(`${one}@${otherHost}`));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps dots and plus signs of the local part, which mean what their owner says', () => {
    const one = normaliseEmail('claire.martin@gmail.com');
    expect(normaliseEmail('clairemartin@gmail.com')).to.not.equal(one);
    expect(normaliseEmail('claire.martin+cabinet@gmail.com')).to.not.equal(one);
  });

  it('is kept in a form that normalises to itself', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const kept = normaliseEmail(text);
        if (kept !== undefined) expect(normaliseEmail(kept)).to.equal(kept);
      }),
      { numRuns: 1_000 },
    );
  });
});
