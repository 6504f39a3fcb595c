import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { AnomalyList, MAX_ANOMALIES } from '../../../../workflows/partner-imports/formats/anomaly-list.ts';
import { ByteTable } from '../../../../workflows/partner-imports/formats/byte-table.ts';
import { EntryGroups } from '../../../../workflows/partner-imports/formats/entry-groups.ts';
import { guessLegacyEncoding } from '../../../../workflows/partner-imports/formats/legacy-encoding.ts';
import { LineHashes } from '../../../../workflows/partner-imports/formats/line-hashes.ts';
import { NumberSequences } from '../../../../workflows/partner-imports/formats/number-sequences.ts';
import { readAmountText } from '../../../../workflows/partner-imports/formats/read-amount-text.ts';
import { readDateText } from '../../../../workflows/partner-imports/formats/read-date-text.ts';
import { readCents, readDay } from '../../../../workflows/partner-imports/formats/read-fields.ts';

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Bytes with the spare ones that readers of words want. */
function padded(bytes: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from(bytes as Uint8Array), Buffer.alloc(8)]);
}

describe('A list of anomalies', () => {
  it('keeps the first thousand and counts all', () => {
    const list = new AnomalyList({ odd: 'warning' });
    for (let line = 1; line <= 5_000; line += 1) list.add('odd', { line });
    expect(list.list().map(({ line }) => line)).to.deep.equal(Array.from({ length: MAX_ANOMALIES }, (_, n) => n + 1));
    expect(list.counted()).to.deep.equal({ odd: { severity: 'warning', count: 5_000 } });
  });

  it('keeps what blocks before what does not, and one of each code in any case', () => {
    const list = new AnomalyList({ small: 'note', rare: 'note', odd: 'warning', grave: 'blocking' });
    for (let line = 1; line <= 2_000; line += 1) list.add('small', { line });
    for (let line = 2_001; line <= 2_900; line += 1) list.add('grave', { line });
    list.add('rare', { line: 9_000 });
    list.add('odd', { line: 9_001 });
    const kept = list.list();
    const count = (code: string) => kept.filter((one) => one.code === code).length;
    expect(kept).to.have.lengthOf(MAX_ANOMALIES);
    expect([count('grave'), count('odd'), count('rare'), count('small')]).to.deep.equal([900, 1, 1, 98]);
    expect(kept.map(({ line }) => line ?? 0)).to.deep.equal(
      kept.map(({ line }) => line ?? 0).toSorted((a, b) => a - b),
    );
  });

  it('cuts texts at 80, never within a character', () => {
    const list = new AnomalyList({ odd: 'note' });
    list.add('odd', { text: `${'x'.repeat(79)}😀` });
    expect(list.list()[0]?.text).to.equal('x'.repeat(79));
  });
});

describe('A table of byte strings', () => {
  it('numbers distinct values in the order met, and gives them back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 300 }), (values) => {
        const table = new ByteTable();
        const expected = new Map<string, number>();
        for (const value of values) {
          const text = Buffer.from(value).toString('hex');
          if (!expected.has(text)) expected.set(text, expected.size);
          const bytes = padded(value);
          expect(table.intern(viewOf(bytes), 0, value.length)).to.equal(expected.get(text));
          expect(table.is(expected.get(text) ?? -1, viewOf(bytes), 0, value.length)).to.equal(true);
        }
        expect(table.count).to.equal(expected.size);
        for (const [text, id] of expected) expect(table.bytes(id).toString('hex')).to.equal(text);
      }),
    );
  });

  it('grows to many values, and does not find those that it does not hold', () => {
    const table = new ByteTable();
    const bytes = padded('C0000000');
    const view = viewOf(bytes);
    const write = (n: number) => void bytes.write(String(n).padStart(7, '0'), 1);
    for (let n = 0; n < 100_000; n += 1) {
      write(n);
      expect(table.intern(view, 0, 8)).to.equal(n);
    }
    for (let n = 0; n < 200_000; n += 777) {
      write(n);
      expect(table.find(view, 0, 8)).to.equal(n < 100_000 ? n : -1);
    }
    expect(table.text(4_321)).to.equal('C0004321');
  });
});

describe('Days and amounts read from bytes (fec.md 3, 4)', () => {
  it('are days of the calendar and no others', () => {
    const read = (text: string) => readDay(viewOf(padded(text)), 0);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().slice(0, 10).replaceAll('-', '');
          expect(read(text)).to.equal(Number(text));
        },
      ),
    );
    for (const text of [
      '20250229',
      '20250431',
      '20251301',
      '20250001',
      '20250100',
      '2025010x',
      '2025-1-1',
      '19000229',
      ':0250101',
    ]) {
      expect(read(text), text).to.equal(-1);
    }
    expect(read('20000229')).to.equal(20000229);
  });

  it('are the same amounts as when read from their text, or left to that', () => {
    const part = fc.string({ unit: fc.constantFrom(...'0123456789,+-. '), maxLength: 16 });
    fc.assert(
      fc.property(part, (text) => {
        const cents = readCents(padded(text), 0, text.length);
        if (text === '' || Number.isNaN(cents)) return;
        const reading = readAmountText(text);
        expect(reading).to.include({ isCanonical: true });
        expect('cents' in reading ? reading.cents + 0 : undefined).to.equal(cents + 0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('are read back whatever their sign and padding', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), fc.nat({ max: 6 }), (cents, zeros) => {
        const digits = String(Math.abs(cents))
          .padStart(3, '0')
          .padStart(3 + zeros, '0');
        const text = `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
        expect(readCents(padded(text), 0, text.length) + 0).to.equal(cents + 0);
        const dotted = text.replace(',', '.');
        const reading = readAmountText(dotted);
        expect('cents' in reading ? reading.cents + 0 : reading).to.equal(cents + 0);
      }),
    );
  });

  it('take no time for hostile texts', () => {
    for (const text of ['1 ', '1.', '1,', '-', ' ', '1\u00a0', '0', '(', '€']) {
      const started = performance.now();
      readAmountText(text.repeat(100 / text.length));
      readDateText(text.repeat(100 / text.length));
      expect(performance.now() - started).to.be.below(50);
    }
  });
});

describe('Hashes of lines', () => {
  it('find each line that is the same as one before, with the first of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 400 }), (values) => {
        const hashes = new LineHashes();
        const halves = Int32Array.from(values.flatMap((value) => [Math.imul(value, 0x9e3779b1), value]));
        const lines = Int32Array.from(values, (_, n) => n + 2);
        hashes.addAll(halves, lines, values.length);
        const expected = values.flatMap((value, n) =>
          values.indexOf(value) < n ? [{ line: n + 2, first: values.indexOf(value) + 2 }] : [],
        );
        expect(hashes.findTwice(1_000)).to.deep.equal({ count: expected.length, lines: expected });
      }),
    );
  });

  it('do so among many lines, and name the first of those found', () => {
    const hashes = new LineHashes();
    const count = 500;
    const halves = new Int32Array(count * 2);
    for (let batch = 0; batch < 600; batch += 1) {
      // The last hundred batches come again.
      const from = (batch < 500 ? batch : batch - 100) * count;
      for (let n = 0; n < count; n += 1) {
        halves[n * 2] = Math.imul(from + n, 0x85ebca6b);
        halves[n * 2 + 1] = Math.imul(from + n, 0xc2b2ae35) ^ 7;
      }
      hashes.addAll(
        halves,
        Int32Array.from({ length: count }, (_, n) => batch * count + n + 2),
        count,
      );
    }
    const { count: found, lines } = hashes.findTwice(3);
    expect(found).to.equal(50_000);
    expect(lines).to.deep.equal([0, 1, 2].map((n) => ({ line: 250_002 + n, first: 200_002 + n })));
  });
});

describe('Groups of lines', () => {
  /** A run of one journal and number. */
  function addTo(groups: EntryGroups, journal: number, number: string, balance: number, line: number): void {
    const key = padded(Buffer.concat([Buffer.from(Int32Array.of(journal).buffer), Buffer.from(number)]));
    groups.addRun(journal, viewOf(key), 0, key.length - 8, balance, line);
    groups.addDay(journal, 20250101 + (line % 7), balance);
  }

  it('balance whatever the order in which their parts come', () => {
    const part = fc.record({ entry: fc.nat({ max: 12 }), amount: fc.integer({ min: -50, max: 50 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 60 }), (parts) => {
        const groups = new EntryGroups();
        const sums = new Map<number, number>();
        addTo(groups, 0, 'always', 0, 1);
        for (const [n, { entry, amount }] of parts.entries()) {
          addTo(groups, 0, `E${entry}`, amount, n + 2);
          sums.set(entry, (sums.get(entry) ?? 0) + amount);
        }
        // What makes up for the rest, so that it is the entries that are judged and not the journal.
        const rest = [...sums.values()].reduce((sum, one) => sum + one, 0);
        for (let n = 0; n < 60; n += 1) addTo(groups, 0, `sound ${n}`, 0, 99);
        const [judged] = groups.judge([rest], 1_000);
        const open = [...sums].filter(([, sum]) => sum !== 0);
        expect(judged?.unbalanced).to.equal(open.length);
        expect(new Map(judged?.unbalancedEntries.map(({ number, balance }) => [number, balance]))).to.deep.equal(
          new Map(open.map(([entry, sum]) => [`E${entry}`, sum])),
        );
      }),
    );
  });

  it('cost nothing once they balance', () => {
    const groups = new EntryGroups();
    for (let n = 0; n < 50_000; n += 1) addTo(groups, 0, `E${n}`, 0, n);
    expect(groups.judge([0], 10)).to.deep.equal([
      { level: 'journal-number', entries: 50_000, unbalanced: 0, unbalancedEntries: [] },
    ]);
    expect(groups.isFull).to.equal(false);
  });
});

describe('Sequences of numbers (fec.md 7)', () => {
  const sequencesOf = (numbers: string[]) => {
    const sequences = new NumberSequences();
    for (const [line, number] of numbers.entries()) {
      const bytes = padded(number);
      sequences.add(0, bytes, viewOf(bytes), 0, number.length, line + 2);
    }
    return sequences;
  };

  it('have the gaps that are left when all numbers have come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 9_000 }), { minLength: 1, maxLength: 60 }), (numbers) => {
        const { gaps, count, scattered } = sequencesOf(numbers.map((n) => `A${n}`)).judge(1_000);
        const sorted = numbers.toSorted((a, b) => a - b);
        const expected = sorted
          .slice(1)
          .flatMap((n, at) => (n > (sorted[at] ?? 0) + 1 ? [[(sorted[at] ?? 0) + 1, n - 1]] : []));
        if (expected.length > 10 && expected.length * 2 > numbers.length) {
          expect(scattered).to.deep.equal([{ prefix: 'A', gaps: expected.length, line: 2 }]);
          return;
        }
        expect(count).to.equal(expected.length);
        expect(gaps.map(({ from, to }) => [from, to])).to.deep.equal(expected);
        for (const { to, line } of gaps) expect(numbers[(line ?? 0) - 2]).to.equal(to + 1);
      }),
    );
  });

  it('are given up, in bounded memory, when they are none', () => {
    const prefixes = sequencesOf(Array.from({ length: 20_000 }, (_, n) => `${n}x${n}`));
    expect(prefixes.isFull).to.equal(true);
    expect(prefixes.judge(10)).to.deep.equal({ gaps: [], count: 0, scattered: [] });
    expect(sequencesOf(Array.from({ length: 70_000 }, (_, n) => `${n * 3_000}`)).isFull).to.equal(true);
  });
});

describe('Encodings of one byte a character (fec.md 2)', () => {
  const texts = [
    'Opérations diverses',
    'Dépôt à régler',
    'Hôtel Bénard',
    'Règlement n° 12',
    'Noël',
    'FRANÇOIS',
    'Reçu',
    'Août',
  ];

  for (const [name, encoding] of [
    ['ISO-8859-15', 'iso-8859-15'],
    ['CP850', 'cp850'],
  ] as const) {
    it(`are told apart by the letters of French: ${name}`, () => {
      for (const text of texts) expect(guessLegacyEncoding(iconv.encode(text, encoding)), text).to.equal(name);
    });
  }

  it('are windows-1252 by what ISO-8859-15 lacks', () => {
    for (const text of ['Cœur d’été', 'Dépôt 12 €', 'à voir…']) {
      expect(guessLegacyEncoding(iconv.encode(text, 'windows-1252')), text).to.equal('windows-1252');
    }
  });
});
