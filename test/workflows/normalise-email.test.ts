import { expect } from 'chai';
import fc from 'fast-check';
import { normaliseEmail } from '../../workflows/invitations/normalise-email.ts';

/** Addresses as people have them, and as people paste them. */
const address = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]([a-z0-9._+'-]{0,10}[a-z0-9])?$/).filter((local) => !local.includes('..')),
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/),
    fc.constantFrom('fr', 'com', 'example', 'co.uk'),
  )
  .map(([local, domain, tld]) => `${local}@${domain}.${tld}`);

const ACCEPTED: [typed: string, kept: string][] = [
  ['claire@boulangerie.example', 'claire@boulangerie.example'],
  ['  Claire@BOULANGERIE.Example \n', 'claire@boulangerie.example'],
  ['Claire Martin <Claire@boulangerie.example>', 'claire@boulangerie.example'],
  ['"Martin, Claire" <claire@boulangerie.example>', 'claire@boulangerie.example'],
  ['mailto:claire@boulangerie.example', 'claire@boulangerie.example'],
  ['<mailto:claire@boulangerie.example>', 'claire@boulangerie.example'],
  ["o'brien+compta@x.example", "o'brien+compta@x.example"],
  ['claire@bücher.example', 'claire@xn--bcher-kva.example'],
  ['claire@BÜCHER.example', 'claire@xn--bcher-kva.example'],
  // Decomposed, as a Mac writes it.
  ['claire@bu\u0308cher.example', 'claire@xn--bcher-kva.example'],
  ['claire@xn--bcher-kva.example', 'claire@xn--bcher-kva.example'],
  ['compta_2@sous.domaine.example', 'compta_2@sous.domaine.example'],
];

const REFUSED = [
  '',
  '   ',
  'claire',
  'claire@',
  '@boulangerie.example',
  'claire@boulangerie',
  'claire@@boulangerie.example',
  'claire@boulangerie..example',
  '.claire@boulangerie.example',
  'claire.@boulangerie.example',
  'cl..aire@boulangerie.example',
  'claire martin@boulangerie.example',
  '"claire"@boulangerie.example',
  '"claire martin"@boulangerie.example',
  '"very@odd"@boulangerie.example',
  'claire@[127.0.0.1]',
  'claire@127.0.0.1',
  'claire@boulangerie.example, paul@boulangerie.example',
  'claire@boulangerie.example;paul@boulangerie.example',
  'claire@boulan_gerie.example',
  'claire@-boulangerie.example',
  'claire@boulangerie.example>',
  'javascript:alert(1)@x.example',
  "claire'or'1'='1@x.example",
  `${'a'.repeat(250)}@x.example`,
  'claire\u0000@boulangerie.example',
  'claire\n@boulangerie.example',
];

describe('An e-mail address', () => {
  for (const [typed, kept] of ACCEPTED) {
    it(`${JSON.stringify(typed)} is kept as ${kept}`, () => expect(normaliseEmail(typed)).to.equal(kept));
  }

  for (const typed of REFUSED) {
    it(`${JSON.stringify(typed.slice(0, 60))} is refused`, () => expect(normaliseEmail(typed)).to.equal(undefined));
  }

  it('of an internationalised top level is one as well', () => {
    expect(normaliseEmail('claire@пример.рф')).to.equal('claire@xn--e1afmkfd.xn--p1ai');
  });

  it('is the same whatever its case and the blanks around it', () => {
    fc.assert(
      fc.property(address, fc.constantFrom('', ' ', '\t', '\n'), (typed, blank) => {
        const kept = normaliseEmail(typed);
        expect(kept).to.be.a('string');
        expect(normaliseEmail(blank + typed.toUpperCase() + blank)).to.equal(kept);
        expect(normaliseEmail(`Claire Martin <${typed}>`)).to.equal(kept);
      }),
    );
  });

  it('once kept, is kept the same again', () => {
    const unicode = fc.string({ unit: 'binary', maxLength: 60 });
    const close = fc.tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 })).map(([a, b]) => `${a}@${b}.fr`);
    fc.assert(
      fc.property(fc.oneof(address, unicode, close), (typed) => {
        const kept = normaliseEmail(typed);
        if (kept !== undefined) expect(normaliseEmail(kept)).to.equal(kept);
      }),
      { numRuns: 2_000 },
    );
  });

  it('once kept, is plain ASCII of one line without blanks or quotes, and not too long', () => {
    const odd = fc.tuple(fc.string({ unit: 'grapheme', maxLength: 8 }), address).map((parts) => parts.join(''));
    fc.assert(
      fc.property(odd, (typed) => {
        const kept = normaliseEmail(typed);
        if (kept === undefined) return;
        expect(kept)
          .to.match(/^[\x21-\x7e]+$/)
          .and.not.match(/["<>()[\]\\,;:]/);
        expect(kept.length).to.be.at.most(254);
        expect(kept).to.equal(kept.toLowerCase());
      }),
      { numRuns: 1_000 },
    );
  });

  it('with a quoted local part is refused, whatever stands in the quotes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (inside) => {
        expect(normaliseEmail(`"${inside}"@boulangerie.example`)).to.equal(undefined);
      }),
    );
  });

  it('is read in no time, however long what was pasted', () => {
    const startedAt = performance.now();
    for (const piece of ['<', '@', 'a@', 'a.', '<a@b.fr', ' ']) normaliseEmail(piece.repeat(2_000));
    expect(performance.now() - startedAt).to.be.below(500);
  });
});
