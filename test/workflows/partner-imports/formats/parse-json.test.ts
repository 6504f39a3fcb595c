import { expect } from 'chai';
import iconv from 'iconv-lite';
import { fecRows } from '../../../fixtures/fec/generate-fec.ts';
import { type JsonForm, renderJson } from '../../../fixtures/json/generate-json.ts';
import { field } from './parsing.ts';
import { found, parseJsonBytes, parseJsonValue } from './parsing-others.ts';

const FORMS: JsonForm[] = ['document', 'indented', 'list', 'lines', 'headed-lines'];

/** An entry that balances, with some members changed. */
function entry(changes: Record<string, unknown> = {}, lines: Record<string, unknown>[] = [{}, {}]) {
  return {
    ...{ journal: 'VE', date: '2025-03-15', number: 'VE1', label: 'Facture', piece: { ref: 'F1', date: '2025-03-14' } },
    ...{ validated: '2025-03-31', ...changes },
    lines: [
      { account: '411000', tiers: 'C1', debit: '1138.50', ...lines[0] },
      { account: '706000', credit: '1138.50', ...lines[1] },
    ],
  };
}

describe('Entries in our JSON', () => {
  it('come to what the same entries come to in a FEC, in every form that is read (domain 161)', async () => {
    const options = { lines: 300, seed: 5 };
    const rows = [...fecRows(options)];
    for (const form of FORMS) {
      const result = await parseJsonBytes(renderJson(options, form));
      expect(result.blocking, form).to.deep.equal([]);
      expect(result.count, form).to.equal(rows.length);
      expect(result.debit, form).to.equal(result.credit).and.to.be.greaterThan(0);
      expect(result.format).to.equal('json');
      expect(result.extraColumns).to.deep.equal(['Échéance', 'Analytique']);
      if (form === 'list' || form === 'lines') continue;
      expect(
        result.lines.map((line) => line.slice(0, 11)),
        form,
      ).to.deep.equal(rows.map((row) => row.slice(0, 11)));
      expect(
        result.journals.map(({ label }) => label),
        form,
      ).to.include('Achats');
    }
  });

  it('may write amounts as texts or as numbers, to the same cents', async () => {
    const options = { lines: 300, seed: 5 };
    const texts = await parseJsonBytes(renderJson(options, 'document', 'text'));
    const numbers = await parseJsonBytes(renderJson(options, 'document', 'number'));
    expect([numbers.debit, numbers.credit]).to.deep.equal([texts.debit, texts.credit]);
  });

  it('have their amounts read by their own characters, where binary numbers would be wrong', async () => {
    const amounts = ['9007199254740.97', '0.1', '1138.5', '1138.500', '70', '4.35', '1.005e0'];
    for (const amount of amounts.slice(0, -1)) {
      const text = JSON.stringify([entry()]).replaceAll('"1138.50"', amount);
      const result = await parseJsonBytes(text);
      expect(result.blocking, amount).to.deep.equal([]);
      const [whole = '', decimals = ''] = amount.split('.');
      expect(result.debit, amount).to.equal(Number(whole + decimals.padEnd(2, '0').slice(0, 2)));
    }
  });

  it('are refused where an amount has more than two decimals, an exponent or a comma, and never rounded', async () => {
    for (const amount of ['1138.505', '1e3', '1.0E2', '"1138,50"', '"1 138.50"', '""', 'true', '-', '"-"']) {
      const text = JSON.stringify([entry()]).replace('"1138.50"', amount);
      const result = await parseJsonBytes(text);
      expect(result.blocking, amount).to.include(amount === '-' ? 'json-syntax' : 'json-amount');
      expect(result.count, amount).to.equal(0);
      if (amount !== '-') expect(found(result, 'json-amount')[0]?.column).to.equal('entries[0].lines[0].debit');
    }
  });

  it('say where what is wrong is: line of the file and path in the document', async () => {
    const document = {
      version: 1,
      entries: [
        entry(),
        entry({ number: 'VE2', date: '15/03/2025' }, [{}, { account: undefined }]),
        entry({ journal: 7.5 }),
      ],
    };
    const text = JSON.stringify(document, null, 1);
    const result = await parseJsonBytes(text);
    const lines = text.split('\n');
    const lineOf = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;
    expect(found(result, 'json-value')).to.deep.equal([
      { line: lineOf('VE2') - 2 - 1, column: 'entries[1].date', text: '15/03/2025' },
    ]);
    const [missing] = found(result, 'json-missing');
    expect(missing?.column).to.equal('entries[1].lines[1].account');
    expect(lines[(missing?.line ?? 0) - 1]?.trim()).to.equal('{');
    expect(found(result, 'json-type')[0]).to.include({ column: 'entries[2].journal', text: '7.5' });
    expect(result.count).to.equal(2);
  });

  it('keep the checks of a FEC, told in paths', async () => {
    const late = await parseJsonValue({
      ...{ version: 1, period: { start: '2025-01-01', end: '2025-12-31' } },
      entries: [
        entry({ date: '2026-01-05', validated: '2026-01-31' }),
        entry({ number: 'VE2' }, [{ credit: '10.00' }, { account: '911000' }]),
      ],
    });
    expect(found(late, 'date-out-of-period')[0]).to.include({ column: 'entries[0].date' });
    expect(found(late, 'both-sides')[0]).to.include({ column: 'entries[1].lines[0].credit' });
    expect(found(late, 'account-class')[0]).to.include({ column: 'entries[1].lines[1].account', text: '911000' });
    expect(found(late, 'entry-unbalanced')).to.deep.equal([{ line: 1, column: 'entries[1]', text: 'VE2 -10,00' }]);
    expect(late.blocking).to.include('file-unbalanced');
  });

  it('give lettering, currency, due dates and analytic shares their columns', async () => {
    const { lines, blocking } = await parseJsonValue([
      entry({}, [
        {
          ...{ lettering: { code: 'AB', date: '2025-04-01' }, currency: { code: 'USD', amount: 1229.58 } },
          dueDate: '2025-04-14',
          analytic: [
            { axis: 'Site', section: 'LYON', percent: 60 },
            { section: 'PARIS', amount: '455.40' },
          ],
        },
        {},
      ]),
    ]);
    expect(blocking).to.deep.equal([]);
    expect(lines[0]?.slice(13)).to.deep.equal([
      'AB',
      '20250401',
      '20250331',
      '1229,58',
      'USD',
      '20250414',
      'Site:LYON=60 %; PARIS=455,40',
    ]);
  });

  it('get what they leave out, with a note that says so', async () => {
    const bare = {
      journal: 'OD',
      date: '2025-01-31',
      lines: [
        { account: '641000', debit: 10 },
        { account: '421000', credit: 10 },
      ],
    };
    const result = await parseJsonValue([bare, bare]);
    expect(result.blocking).to.deep.equal([]);
    expect(result.lines[2]?.slice(0, 11)).to.deep.equal([
      'OD',
      'OD',
      '2',
      '20250131',
      '641000',
      '641000',
      '',
      '',
      '2',
      '20250131',
      '2',
    ]);
    expect(found(result, 'entry-number-made')).to.deep.equal([{ column: 'number', text: '2' }]);
    expect(found(result, 'column-completed').map(({ column }) => column)).to.include.members(['label', 'piece.ref']);
  });

  it('may have nulls for what is not there, and numbers for codes', async () => {
    const result = await parseJsonValue([entry({ piece: null, number: 12 }, [{ tiers: null, account: 411000 }, {}])]);
    expect(result.blocking).to.deep.equal([]);
    expect(field(result.lines[0], 'CompteNum')).to.equal('411000');
    expect(found(result, 'json-number-as-text')).to.have.length(1);
  });

  it('are warned of keys that are unknown, once for each with its count, wherever it comes', async () => {
    const result = await parseJsonValue({
      ...{ version: 1, software: 'Caisse+' },
      entries: [entry({}, [{ memo: 1 }, { memo: 2 }]), entry({ number: 'VE2', Journal: 'X' }, [{ memo: 3 }, {}])],
    });
    expect(result.blocking).to.deep.equal([]);
    expect(found(result, 'json-key-unknown').map(({ column, text }) => [column, text])).to.have.deep.members([
      ['software', 'software × 1'],
      ['entries[0].lines[0].memo', 'entries.lines.memo × 3'],
      ['entries[1].Journal', 'entries.Journal × 1'],
    ]);
  });

  it('use labels that are declared before them, and are warned of those that come after', async () => {
    const result = await parseJsonBytes(
      `{"version":1,"journals":[{"code":"VE","label":"Ventes"}],"entries":[${JSON.stringify(entry())}],` +
        '"accounts":[{"number":"411000","label":"Clients"}]}',
    );
    expect(field(result.lines[0], 'JournalLib')).to.equal('Ventes');
    expect(field(result.lines[0], 'CompteLib')).to.equal('411000');
    expect(found(result, 'json-declared-late')).to.deep.equal([{ line: 1, column: 'accounts' }]);
  });

  it('are refused for another dossier, or in a version that nobody knows', async () => {
    const other = await parseJsonValue({ version: 1, siren: '732829320', entries: [entry()] });
    expect(other.blocking).to.deep.equal(['json-siren-other']);
    for (const version of [2, '1.0', null]) {
      const { blocking, codes } = await parseJsonValue({ version, entries: [entry()] });
      if (version === null) expect(codes).to.include('json-version-missing');
      else expect(blocking).to.deep.equal(['json-version-unknown']);
    }
    expect((await parseJsonValue({ entries: [entry()] })).codes).to.include('json-version-missing');
  });
});

describe('A JSON that is none, or only half', () => {
  const good = JSON.stringify(entry());

  it('is blocked where it stops, and what came before is read', async () => {
    const text = `{"version":1,"entries":[${good},\n${good},\n${good.slice(0, 80)}`;
    const result = await parseJsonBytes(text);
    expect(result.count).to.equal(4);
    expect(found(result, 'json-truncated')[0]?.line).to.equal(3);
    for (const [cut, code] of [
      ['', 'no-entries'],
      ['[', 'json-truncated'],
      ['{', 'json-truncated'],
      ['{"version":1', 'json-truncated'],
      ['{"version":1}', 'no-entries'],
      [`[${good}`, 'json-truncated'],
      [`[${good},`, 'json-truncated'],
      [good.slice(0, -1), 'json-truncated'],
    ] as const) {
      expect((await parseJsonBytes(cut)).blocking, cut).to.include(code);
    }
  });

  it('is blocked by whatever comes after its end, a second document above all', async () => {
    for (const after of [good, `[${good}]`, `{"version":1,"entries":[${good}]}`, 'x', ']', '{}']) {
      for (const before of [`[${good}]`, `{"version":1,"entries":[${good}]}`]) {
        const result = await parseJsonBytes(`${before}\n${after}`);
        expect(
          found(result, 'json-trailing').map(({ line }) => line),
          before + after,
        ).to.deep.equal([2]);
        expect(result.count).to.equal(2);
      }
    }
    expect((await parseJsonBytes(`${good}\n[${good}]`)).blocking).to.include('json-trailing');
  });

  it('has an entry with a fault left out, and the others read', async () => {
    for (const fault of [
      good.replace('"lines":', '"lines" '),
      good.replace('"VE"', "'VE'"),
      good.replace('}]', '},]'),
      good.replace('}', ']'),
      good.replace('"VE"', 'undefined'),
      good.replace('"VE"', 'NaN'),
      good.replace('"VE"', '01'),
      good.replace('"VE"', '"\\x"'),
    ]) {
      const result = await parseJsonBytes(`${good}\n${fault}\n${good}`);
      expect(found(result, 'json-syntax')[0], fault).to.include({ line: 2 });
      expect(result.count, fault).to.be.greaterThanOrEqual(2);
    }
  });

  it('stops at a quote that is left open, on its line', async () => {
    const result = await parseJsonBytes(`${good}\n${good.replace('"VE"', '"VE')}\n${good}`);
    expect(result.blocking).to.include('json-syntax');
    expect(found(result, 'json-syntax')[0]?.line).to.equal(2);
  });

  it('is blocked by a key that comes twice in an object, since either may be meant', async () => {
    const result = await parseJsonBytes(`[${good.replace('"debit":"1138.50"', '"debit":"1138.50","debit":"1.00"')}]`);
    expect(found(result, 'json-key-twice')).to.deep.equal([
      { line: 1, column: 'entries[0].lines[0].debit', text: 'debit' },
    ]);
    expect(result.debit).to.equal(113850);
  });

  it('is not taken in by keys that objects have of their own', async () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const text = `[${good.replace('"lines"', `"${key}":{"journal":"XX"},"lines"`)}]`;
      const result = await parseJsonBytes(text);
      expect(result.blocking, key).to.deep.equal([]);
      expect(found(result, 'json-key-unknown')[0]?.column, key).to.equal(`entries[0].${key}`);
    }
    const inherited = await parseJsonBytes(`[${good.replace('"journal":"VE"', '"__proto__":{"journal":"VE"}')}]`);
    expect(found(inherited, 'json-missing')[0]?.column).to.equal('entries[0].journal');
    expect(({} as Record<string, unknown>).journal).to.equal(undefined);
  });

  it('is refused when it is too deep or an entry is too long, in little time', async () => {
    const deep = await parseJsonBytes(`[${good.replace('"VE"', '['.repeat(5_000) + ']'.repeat(5_000))}]`);
    expect(deep.blocking).to.include('json-too-deep');
    const large = await parseJsonBytes(`${good}\n{"journal":"${'x'.repeat(5_000_000)}"}\n${good}`);
    expect(found(large, 'json-value-too-large')[0]).to.include({ line: 2 });
    const lines = Array(20_001).fill({ account: '411000', debit: '0' });
    const many = await parseJsonValue([{ ...entry(), lines }]);
    expect(found(many, 'json-value')[0]).to.include({ column: 'entries[0].lines' });
  });

  it('of thousands of faults in one entry keeps a thousand, each on its line, in little time', async () => {
    const lines = Array.from({ length: 15_000 }, () => ({ account: '', debit: '1,00' }));
    const text = JSON.stringify([{ ...entry(), lines }], null, 1);
    const started = performance.now();
    const result = await parseJsonBytes(text);
    expect(performance.now() - started).to.be.below(10_000);
    expect(result.anomalyCounts['json-amount']?.count).to.equal(15_000);
    const [first, second] = found(result, 'json-amount');
    expect((second?.line ?? 0) - (first?.line ?? 0)).to.equal(4);
  });

  it('is read in UTF-8 with a mark, in UTF-16, and in Windows’ own encoding with a warning', async () => {
    const text = `[${JSON.stringify(entry({ label: 'Règlement à échéance – 5 €' }))}]`;
    for (const encoding of ['utf8', 'utf-16le', 'utf-16be', 'windows-1252']) {
      const result = await parseJsonBytes(iconv.encode(text, encoding, { addBOM: encoding !== 'windows-1252' }));
      expect(result.blocking, encoding).to.deep.equal([]);
      expect(field(result.lines[0], 'EcritureLib'), encoding).to.equal('Règlement à échéance – 5 €');
      expect(result.codes.includes('json-encoding'), encoding).to.equal(encoding === 'windows-1252');
    }
  });

  it('has half characters and NULs taken out of its texts, and says so', async () => {
    const result = await parseJsonBytes(`[${good.replace('"Facture"', '"a\\ud800b\\u0000c\\tд"')}]`);
    expect(result.codes).to.include('character-lost').and.to.include('control-character');
    expect(field(result.lines[0], 'EcritureLib')).to.equal('a\ufffdb c д');
  });
});
