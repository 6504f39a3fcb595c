import { expect } from 'chai';
import { fecRows, HEADER } from '../../../fixtures/fec/generate-fec.ts';
import { entry, field, parseRows } from './parsing.ts';

const DEBIT = HEADER.indexOf('Debit');
const NUMBER = HEADER.indexOf('EcritureNum');

/** Rows with one of them changed. */
function changed(rows: readonly string[][], at: number, column: number, text: string): string[][] {
  return rows.map((row, n) => (n === at ? row.with(column, text) : row));
}

/** Rows in a random order that is always the same. */
function shuffled(rows: readonly string[][]): string[][] {
  return rows.toSorted((a, b) => hash(a) - hash(b));
}

function hash(row: readonly string[]): number {
  let sum = 7;
  for (const character of row.join('|')) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) | 0;
  return sum;
}

describe('Entries of a FEC (fec.md 6)', () => {
  const rows = [...fecRows({ lines: 2_000 })];
  const entries = new Set(rows.map((row) => row[NUMBER])).size;
  const blocking = (result: { anomalies: { code: string; severity: string }[] }) =>
    result.anomalies.filter(({ severity }) => severity === 'blocking').map(({ code }) => code);

  it('that do not balance are named with their first line and by how much, and so are journal and file', async () => {
    const first = rows.findIndex((row, n) => n > 900 && row[NUMBER] !== rows[n - 1]?.[NUMBER]);
    const at = first + 1;
    const cents = Number((field(rows[at], 'Debit') ?? '').replace(',', '')) + 1_000;
    const result = await parseRows(
      changed(rows, at, DEBIT, `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`),
    );
    expect(blocking(result).sort()).to.deep.equal(['entry-unbalanced', 'file-unbalanced', 'journal-unbalanced']);
    expect(result.anomalies.find(({ code }) => code === 'file-unbalanced')).to.deep.equal({
      ...{ code: 'file-unbalanced', severity: 'blocking', text: '+10,00' },
    });
    expect(result.anomalies.find(({ code }) => code === 'journal-unbalanced')).to.include({
      ...{ column: 'JournalCode', text: `${field(rows[at], 'JournalCode')} +10,00` },
    });
    expect(result.anomalies.find(({ code }) => code === 'entry-unbalanced')).to.include({
      ...{ line: first + 2, column: 'EcritureNum', text: `${field(rows[at], 'EcritureNum')} +10,00` },
    });
    expect(result.grouping).to.equal('journal-number');
  });

  it('that make up for one another in a journal do not pass', async () => {
    const two = [
      ...entry({ EcritureNum: '1' }, {}, { Credit: '120,00' }),
      ...entry({ EcritureNum: '2' }, {}, { Credit: '121,00' }),
      ...[3, 4, 5, 6].flatMap((n) => entry({ EcritureNum: `${n}` })),
    ];
    const result = await parseRows(two);
    expect(blocking(result)).to.deep.equal(['entry-unbalanced', 'entry-unbalanced']);
    expect(result.anomalies.map(({ line, text }) => [line, text])).to.deep.equal([
      [2, '1 +0,50'],
      [4, '2 -0,50'],
    ]);
  });

  it('that make up for one another in two journals leave both journals unbalanced', async () => {
    const result = await parseRows([
      ...entry({ JournalCode: 'AC', EcritureNum: '1' }, {}, { Credit: '120,00' }),
      ...entry({ JournalCode: 'VE', EcritureNum: '1' }, {}, { Credit: '121,00' }),
    ]);
    // By number alone they would balance: a number is never a key by itself.
    expect(blocking(result)).to.deep.equal(['journal-unbalanced', 'journal-unbalanced']);
    expect(result.grouping).to.equal('none');
  });

  it('may have the same numbers in each journal', async () => {
    const own = rows.map((row) => row.with(NUMBER, (row[NUMBER] ?? '').replace(/^\D+/, '').replace(/^1(?=\d{6})/, '')));
    const result = await parseRows(own);
    expect(result).to.include({ grouping: 'journal-number', entries });
    expect(blocking(result)).to.deep.equal([]);
  });

  it('may have numbers that run through the file', async () => {
    const result = await parseRows(fecRows({ lines: 2_000, numbering: 'file' }));
    expect(result).to.include({ grouping: 'journal-number' });
    expect(result.codes).not.to.include('number-gap');
    expect(result.codes).not.to.include('numbers-scattered');
  });

  it('may have their lines anywhere: sorted by account, by date, or not at all', async () => {
    for (const order of [rows.toSorted((a, b) => (a[4] ?? '').localeCompare(b[4] ?? '')), shuffled(rows)]) {
      const result = await parseRows(order);
      expect(result).to.include({ grouping: 'journal-number', entries });
      expect(result.codes.filter((code) => code !== 'line-twice')).to.deep.equal([]);
    }
    const broken = changed(shuffled(rows), 700, DEBIT, '987654,32');
    expect(blocking(await parseRows(broken)).sort()).to.deep.equal([
      'entry-unbalanced',
      'file-unbalanced',
      'journal-unbalanced',
    ]);
  });

  it('may have several dates', async () => {
    const result = await parseRows(entry({}, {}, { EcritureDate: '20250402', ValidDate: '20250402' }));
    expect(result).to.include({ grouping: 'journal-number', entries: 1 });
    expect(result.codes).to.deep.equal([]);
  });

  it('are found by day where a number is one of lines: a warning for each journal', async () => {
    const lines = [1, 2, 3].flatMap((day) => entry({ EcritureDate: `2025030${day}` }));
    const result = await parseRows(lines.map((row, n) => row.with(NUMBER, String(n + 1))));
    expect(result).to.include({ grouping: 'journal-day', entries: 3 });
    expect(result.anomalies).to.deep.equal([
      { code: 'entries-not-by-number', severity: 'warning', line: 2, column: 'EcritureNum', text: 'AC journal-day' },
    ]);
  });

  it('are found by month where days do not balance, then by journal', async () => {
    const across = (one: string, other: string) =>
      entry({}, { EcritureDate: one, ValidDate: '20251231' }, { EcritureDate: other, ValidDate: '20251231' });
    const lines = [...across('20250301', '20250302'), ...across('20250410', '20250411')];
    const byMonth = await parseRows(lines.map((row, n) => row.with(NUMBER, String(n + 1))));
    expect(byMonth).to.include({ grouping: 'journal-month', entries: 2 });
    const over = [...lines, ...across('20250430', '20250501')];
    const byJournal = await parseRows(over.map((row, n) => row.with(NUMBER, String(n + 1))));
    expect(byJournal).to.include({ grouping: 'journal', entries: 1 });
    expect(byJournal.anomalies[0]).to.include({ code: 'entries-not-by-number', text: 'AC journal' });
  });

  it('with one number for all, or none, as drafts have, are found by day', async () => {
    const constant = await parseRows(fecRows({ lines: 300, numbering: 'constant', provisional: true }));
    const days = new Set([...fecRows({ lines: 300 })].map((row) => `${row[0]} ${row[3]}`)).size;
    expect(constant).to.include({ grouping: 'journal-day', entries: days, validity: 'provisional' });
    expect(constant.anomalyCounts['entries-not-by-number']).to.deep.equal({ severity: 'warning', count: 4 });
    expect(constant.codes).not.to.include('number-gap');
    expect(blocking(constant)).to.deep.equal([]);
    const blank = await parseRows(rows.map((row) => row.with(NUMBER, '')));
    expect(blank).to.include({ grouping: 'journal-day' });
    expect(blank.codes).to.include('data-missing');
    expect(blocking(blank)).to.deep.equal([]);
  });

  it('are all counted and the first thousand named, when more do not balance', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) =>
      entry({ EcritureNum: `${n + 1}`, ValidDate: '20250101' }, {}, n % 2 ? { Credit: '1,00' } : {}),
    ).flat();
    const result = await parseRows(many);
    expect(result.anomalyCounts['entry-unbalanced']).to.deep.equal({ severity: 'blocking', count: 1_500 });
    expect(result.anomalies).to.have.lengthOf(1_000);
    // Six thousand warnings that came first do not take the places of what blocks, and are not forgotten either.
    expect(result.anomalyCounts['valid-before-entry']).to.deep.equal({ severity: 'warning', count: 6_000 });
    expect(result.anomalies.filter(({ code }) => code === 'valid-before-entry')).to.have.lengthOf(1);
    expect(result.anomalies[0]?.code).to.equal('file-unbalanced');
  });
});

describe('Numbers of a FEC (fec.md 7)', () => {
  const numbered = (...numbers: string[]) => numbers.flatMap((EcritureNum) => entry({ EcritureNum }));
  const gapsOf = async (rows: string[][]) =>
    (await parseRows(rows)).anomalies.filter(({ code }) => code === 'number-gap').map(({ line, text }) => [line, text]);

  it('that are missing are named, with the line after', async () => {
    expect(await gapsOf(numbered('1', '2', '4', '8', '9'))).to.deep.equal([
      [6, '3'],
      [8, '5 - 7'],
    ]);
    expect(await gapsOf(numbered('ACH-2025/008', 'ACH-2025/009', 'ACH-2025/011'))).to.deep.equal([[6, 'ACH-2025/10']]);
  });

  it('may begin anywhere and come in any order', async () => {
    expect(await gapsOf(numbered('57', '55', '58', '56'))).to.deep.equal([]);
    expect(await gapsOf(numbered('7', '1', '3', '2', '4'))).to.deep.equal([[2, '5 - 6']]);
  });

  it('may be continuous through the file, each journal having some', async () => {
    const rows = ['AC', 'VE', 'BQ', 'AC', 'AC', 'VE'].flatMap((JournalCode, n) =>
      entry({ JournalCode, EcritureNum: `${n + 1}` }),
    );
    expect(await gapsOf(rows)).to.deep.equal([]);
  });

  it('may restart in each journal, and then do not fill the gaps of one another', async () => {
    const rows = [
      ...['1', '2', '4'].flatMap((EcritureNum) => entry({ JournalCode: 'AC', EcritureNum })),
      ...['1', '2', '3', '4'].flatMap((EcritureNum) => entry({ JournalCode: 'VE', EcritureNum })),
    ];
    expect(await gapsOf(rows)).to.deep.equal([[6, '3']]);
  });

  it('that are no sequence are one warning, and those without digits none', async () => {
    const scattered = await parseRows(
      Array.from({ length: 40 }, (_, n) => entry({ EcritureNum: `${n * n * 7 + 3}` })).flat(),
    );
    expect(scattered.codes).to.deep.equal(['numbers-scattered']);
    expect(scattered.anomalies[0]).to.include({ line: 2, column: 'EcritureNum' });
    expect((await parseRows(numbered('A', 'C', 'F'))).codes).to.deep.equal([]);
  });

  it('may be of any length', async () => {
    const long = (end: string) => `F${'9'.repeat(30)}${end}`;
    expect((await parseRows(numbered(long('1'), long('2'), 'x'.repeat(600)))).grouping).to.equal('journal-number');
  });
});
