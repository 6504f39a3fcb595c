import { expect } from 'chai';
import type { ValueTotal } from '../../../../workflows/partner-imports/formats/format.ts';
import { FEC_NAME, fecRows, generateFec, renderFec, SIREN } from '../../../fixtures/fec/generate-fec.ts';
import { entry, field, parse, parseRows } from './parsing.ts';

/** Totals reckoned from the rows, another way than the parser's. */
function reckon(rows: readonly string[][]) {
  const cents = (text: string) => Math.round(Number(text.replace(',', '.')) * 100);
  const journals = new Map<string, { count: number; debit: number; credit: number }>();
  for (const row of rows) {
    const code = field(row, 'JournalCode') ?? '';
    const one = journals.get(code) ?? { count: 0, debit: 0, credit: 0 };
    one.count += 1;
    one.debit += cents(field(row, 'Debit') ?? '');
    one.credit += cents(field(row, 'Credit') ?? '');
    journals.set(code, one);
  }
  const entries = new Set(rows.map((row) => `${field(row, 'JournalCode')} ${field(row, 'EcritureNum')}`));
  return { journals, entries: entries.size };
}

/** What the numbers of a chunk stand for. */
function named(ids: Int32Array, totals: ValueTotal[]): (string | undefined)[] {
  return [...ids].map((id) => totals[id]?.code);
}

describe('A valid FEC', () => {
  const rows = [...fecRows({ lines: 5_000 })];

  it('is accepted without a word but for lines that are the same (fec.md 9)', async () => {
    const result = await parseRows(rows);
    expect(result.codes.filter((code) => code !== 'line-twice')).to.deep.equal([]);
    expect(result).to.include({ format: 'fec', variant: '18 columns', encoding: 'UTF-8', count: 5_000 });
    expect(result).to.include({ validity: 'definitive', grouping: 'journal-number' });
    expect(result.extraColumns).to.deep.equal([]);
  });

  it('comes to the totals of its rows: lines, entries, journals, accounts, tiers', async () => {
    const result = await parseRows(rows);
    const { journals, entries } = reckon(rows);
    expect(result.entries).to.equal(entries);
    expect(new Map(result.journals.map(({ id: _, code, label: __, ...rest }) => [code, rest]))).to.deep.equal(journals);
    expect(result.journals[0]).to.include({ label: field(rows[0], 'JournalLib') });
    expect(result.debit).to.equal(result.credit);
    for (const list of [result.journals, result.accounts]) {
      expect(list.reduce((sum, one) => sum + one.debit, 0)).to.equal(result.debit);
      expect(list.reduce((sum, one) => sum + one.count, 0)).to.equal(5_000);
    }
    const withTiers = rows.filter((row) => field(row, 'CompAuxNum') !== '');
    expect(result.tiers).to.have.lengthOf(new Set(withTiers.map((row) => field(row, 'CompAuxNum'))).size);
    const account = result.accounts.find(({ code }) => code === '622600');
    expect(account).to.include({ label: 'Honoraires', count: rows.filter((row) => row[4] === '622600').length });
    const dates = rows.map((row) => Number(field(row, 'EcritureDate')));
    expect(result).to.include({ firstDate: Math.min(...dates), lastDate: Math.max(...dates) });
  });

  it('is given back byte for byte by its chunks', async () => {
    const file = renderFec(rows, { eol: '\n' });
    const { chunks } = await parse(file);
    const header = file.subarray(0, file.indexOf('\n') + 1);
    expect(Buffer.concat([header, ...chunks.map(({ bytes }) => bytes)]).equals(file)).to.equal(true);
  });

  it('comes in chunks of some hundred lines, each with what filters need', async () => {
    const { chunks, lines, ...totals } = await parseRows(rows);
    let from = 0;
    for (const chunk of chunks) {
      const own = lines.slice(from, from + chunk.count);
      expect(chunk).to.include({ from, firstLine: from + 2, lastLine: from + 1 + chunk.count });
      expect(chunk.count).to.be.within(1, 500);
      expect(chunk.bytes.toString()).to.equal(own.map((line) => `${line.join('\t')}\n`).join(''));
      const dates = own.map((line) => Number(line[3]));
      expect([chunk.firstDate, chunk.lastDate]).to.deep.equal([Math.min(...dates), Math.max(...dates)]);
      const values = (column: number) => [...new Set(own.map((line) => line[column] ?? ''))].filter(Boolean);
      expect(named(chunk.journals, totals.journals)).to.deep.equal(values(0));
      expect(named(chunk.accounts, totals.accounts)).to.deep.equal(values(4));
      expect(named(chunk.tiers, totals.tiers)).to.deep.equal(values(6));
      const { journals } = reckon(own);
      const total = (side: 'debit' | 'credit') => [...journals.values()].reduce((sum, one) => sum + one[side], 0);
      expect([chunk.debit, chunk.credit]).to.deep.equal([total('debit'), total('credit')]);
      from += chunk.count;
    }
    expect(from).to.equal(5_000);
  });

  it('is the same file however its stream is cut, byte by byte too', async () => {
    const file = renderFec(rows.slice(0, 300));
    const whole = await parse(file);
    for (const size of [1, 2, 3, 7, 64, 1_000, 4_096])
      expect(await parse(file, undefined, size), `${size}`).to.deep.equal(whole);
  });

  it('is the same file however its blocks fall, when it is larger than one', async () => {
    const file = Buffer.concat([...generateFec({ lines: 6_000, seed: 3 })]);
    expect(file.length).to.be.greaterThan(3 * 256 * 1024);
    const whole = await parse(file);
    expect(whole.count).to.equal(6_000);
    for (const size of [999, 256 * 1024, 300_000]) expect(await parse(file, undefined, size)).to.deep.equal(whole);
  });

  it('needs no line end after its last line', async () => {
    const result = await parseRows(rows.slice(0, 1_000), { cut: true });
    expect(result).to.include({ count: 1_000 });
    expect(result.codes.filter((code) => code !== 'line-twice')).to.deep.equal([]);
  });

  it('has its result only when its chunks have ended', async () => {
    const { parseFec } = await import('../../../../workflows/partner-imports/formats/parse-fec.ts');
    expect(() => parseFec((async function* () {})()).result()).to.throw(/before its chunks had ended/);
  });
});

describe('The name of a FEC (fec.md 2)', () => {
  const anomaliesOf = async (fileName: string, siren?: string) =>
    (await parseRows(entry(), {}, { fileName, siren })).anomalies;

  it('is SirenFECAAAAMMJJ with any extension, in any folder and case', async () => {
    for (const name of [
      FEC_NAME,
      `c:\\envoi\\${SIREN}fec20251231`,
      `envoi/${SIREN}FEC20251231.TXT`,
      `${SIREN}FEC20251231.txt.zip`,
    ]) {
      expect(await anomaliesOf(name, SIREN), name).to.deep.equal([]);
    }
  });

  it('is a warning when it has another form, and its closing date still counts', async () => {
    const [first, second] = await anomaliesOf(`${SIREN}FEC20231231_1.txt`);
    expect(first).to.deep.equal({ code: 'name-form', severity: 'warning', text: `${SIREN}FEC20231231_1.txt` });
    expect(second).to.include({ code: 'date-out-of-period', line: 2, column: 'EcritureDate', text: '20250315' });
    expect((await anomaliesOf('export.csv')).map(({ code }) => code)).to.deep.equal(['name-form']);
  });

  it('blocks when it bears the SIREN of another company, and warns of one that is mistyped', async () => {
    expect(await anomaliesOf(`807654322FEC20251231.txt`, SIREN)).to.deep.equal([
      { code: 'name-siren-other', severity: 'blocking', text: '807654322' },
    ]);
    expect(await anomaliesOf(`912345676FEC20251231.txt`, SIREN)).to.deep.equal([
      { code: 'name-siren-invalid', severity: 'warning', text: '912345676' },
    ]);
  });

  it('warns of a closing date that no calendar has', async () => {
    expect((await anomaliesOf(`${SIREN}FEC20250231.txt`)).map(({ code }) => code)).to.deep.equal(['name-date-invalid']);
  });

  it('sets the period: 24 months back from the closing date, month ends included', async () => {
    const name = `${SIREN}FEC20240229.txt`;
    const on = async (date: string) => (await parseRows(entry({ EcritureDate: date }), {}, { fileName: name })).codes;
    expect(await on('20220301')).not.to.include('date-out-of-period');
    expect(await on('20220228')).to.include('date-out-of-period');
    expect(await on('20240229')).not.to.include('date-out-of-period');
    expect(await on('20240301')).to.include('date-out-of-period');
  });
});
