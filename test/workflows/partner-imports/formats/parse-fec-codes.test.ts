import { expect } from 'chai';
import fc from 'fast-check';
import { endWithin } from '../../../../workflows/partner-imports/formats/end-within.ts';
import { MAX_CODE_BYTES } from '../../../../workflows/partner-imports/formats/format.ts';
import { ValueTotals } from '../../../../workflows/partner-imports/formats/value-totals.ts';
import { entry, field, parseRows } from './parsing.ts';
import { found, parseGuessed } from './parsing-others.ts';

describe('A code of a journal, an account or a tiers', () => {
  const long = `411${'x'.repeat(MAX_CODE_BYTES - 2)}`;

  it('has 200 bytes at most: one byte more blocks, is said where it is, and is counted under its beginning', async () => {
    const rows = entry({}, { CompteNum: long.slice(0, -1) }, { CompteNum: long, CompteLib: 'Clients' });
    const result = await parseRows(rows);
    expect(result.anomalyCounts['code-too-long']).to.deep.equal({ severity: 'blocking', count: 1 });
    expect(found({ ...result, blocking: [] }, 'code-too-long')).to.deep.equal([
      { line: 3, column: 'CompteNum', text: long.slice(0, 80) },
    ]);
    expect(result.accounts.map(({ code, label, count }) => [code, label, count])).to.deep.equal([
      [long.slice(0, -1), 'Fournitures', 2],
    ]);
    expect(field(result.lines[1], 'CompteNum')).to.equal(long);
  });

  it('is said of each column and line, and only of those of codes', async () => {
    const long = 'VENTES'.repeat(40);
    const result = await parseRows([
      ...entry({ JournalCode: long, JournalLib: long, EcritureLib: long }),
      ...entry({ EcritureNum: 'AC000002' }, {}, { CompAuxNum: long }),
    ]);
    expect(found({ ...result, blocking: [] }, 'code-too-long').map(({ line, column }) => [line, column])).to.deep.equal(
      [
        [2, 'JournalCode'],
        [3, 'JournalCode'],
        [5, 'CompAuxNum'],
      ],
    );
    expect(result.journals.map(({ code, label, debit, credit }) => [code, label, debit, credit])).to.deep.equal([
      [long.slice(0, 200), long, 12_050, 12_050],
      ['AC', 'Achats', 12_050, 12_050],
    ]);
    expect(result.entries).to.equal(2);
    expect(result.tiers.map(({ code }) => code)).to.deep.equal(['F001', long.slice(0, 200)]);
  });

  it('is never cut within a character', async () => {
    const rows = ['a', 'ab', 'abc', 'abcd'].flatMap((start, n) =>
      entry({ EcritureNum: `AC00000${n + 1}` }, {}, { CompAuxNum: `${start}${'😀'.repeat(60)}` }),
    );
    const { tiers } = await parseRows(rows);
    expect(tiers.map(({ code }) => code)).to.deep.equal(
      ['a', 'ab', 'abc', 'abcd'].map((start) => `${start}${'😀'.repeat(49)}`),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
        const bytes = Buffer.from(text);
        const end = endWithin(bytes, 0, bytes.length, most);
        expect(end).to.be.within(Math.min(most - 3, bytes.length), Math.max(most, 0));
        expect(text.startsWith(bytes.toString('utf8', 0, end))).to.equal(true);
      }),
    );
  });

  it('costs no more when it is a book: thousands of them fit into a few megabytes', async () => {
    const book = 'x'.repeat(20_000);
    const rows = Array.from({ length: 400 }, (_, n) =>
      entry({ EcritureNum: `${n + 1}` }, { CompteNum: `606${n}${book}` }, { CompteNum: `401${n}${book}` }),
    ).flat();
    const { accounts, anomalyCounts } = await parseRows(rows);
    expect(anomalyCounts['code-too-long']?.count).to.equal(800);
    expect(accounts).to.have.lengthOf(800);
    expect(Math.max(...accounts.map(({ code }) => code.length))).to.equal(MAX_CODE_BYTES);
  });

  it('is said by the name of its column in a file of other columns', async () => {
    const lines = Array.from({ length: 6 }, (_, n) => {
      const account = n === 3 ? `411${'0'.repeat(300)}` : '411000';
      return `VE;0${n + 1}/03/2025;${account};Facture ${n};${n % 2 ? '' : '10,00'};${n % 2 ? '10,00' : ''}`;
    });
    const result = await parseGuessed(`Journal;Date;Compte;Libellé;Débit;Crédit\n${lines.join('\n')}\n`);
    expect(found(result, 'code-too-long')).to.deep.equal([{ line: 5, column: 'Compte', text: `411${'0'.repeat(77)}` }]);
  });
});

describe('The distinct values of a column', () => {
  const memory = Buffer.alloc(1_024, 'x');
  const view = new DataView(memory.buffer, memory.byteOffset, memory.length);
  const meet = (totals: ValueTotals, n: number, bytes: number) => {
    memory.write(String(n).padStart(6, '0'));
    return totals.meet(view, 0, bytes);
  };

  it('are as many as there may be, no more; those who come too late are counted with the last', () => {
    const totals = new ValueTotals(300);
    for (let n = 0; n < 300; n += 1) expect(meet(totals, n, 6)).to.equal(n);
    expect(meet(totals, 7, 6)).to.equal(7);
    expect(totals.isFull).to.equal(false);
    expect(meet(totals, 300, 6)).to.equal(299);
    expect(totals.isFull).to.equal(true);
    expect(totals.count).to.equal(300);
  });

  it('are fewer when they and their labels are long', () => {
    const named = new ValueTotals(1_000);
    for (let n = 0; n < 1_000; n += 1) meet(named, n, 200);
    expect(named.isFull).to.equal(true);
    expect(named.count).to.equal((64 * 1_000) / 200);
    const labelled = new ValueTotals(1_000);
    for (let n = 0; n < 1_000; n += 1) {
      const id = meet(labelled, n, 6);
      if (labelled.labels[id] === 0) labelled.setLabel(id, memory, 0, 506);
    }
    expect(labelled.isFull).to.equal(true);
    expect(labelled.count).to.equal((64 * 1_000) / 512);
    for (const { code, label } of labelled) expect(label).to.equal(`${code}${'x'.repeat(500)}`);
  });
});
