import { expect } from 'chai';
import type { TraContext } from '../../../../workflows/partner-imports/formats/parse-tra.ts';
import { SIREN } from '../../../fixtures/fec/generate-fec.ts';
import {
  type EntryFields,
  entryLine,
  header,
  placed,
  record,
  renderTra,
  SIRET,
} from '../../../fixtures/tra/generate-tra.ts';
import { parseTraBytes, parseTraLines } from './parsing-tra.ts';

/** An entry of two lines that balances, with some fields changed on both or on one. */
function entry(both: EntryFields = {}, first: EntryFields = {}, second: EntryFields = {}): string[] {
  return [entryLine({ ...both, ...first }), entryLine({ account: '401000', side: 'C', ...both, ...second })];
}

const FIRST_RECORD = 2;

/** The one anomaly of a code, with the lines of the file that was read. */
async function anomalyOf(code: string, lines: readonly string[], context: TraContext = {}) {
  const result = await parseTraLines(lines, context);
  const found = result.anomalies.filter((one) => one.code === code);
  expect(found, `${code} among ${result.codes.join(', ')}`).to.have.length.greaterThan(0);
  const { code: _, ...rest } = found[0] ?? { code: '' };
  return rest;
}

describe('What is wrong with a TRA (tra.md 8)', () => {
  it('begins with its first line: without a header nothing is read', async () => {
    for (const first of ['Bonjour', '***ZZCLIJRLSTD', '***S5CLIJRL', '']) {
      const bytes = renderTra([first, ...entry()]);
      const result = await parseTraBytes(bytes);
      if (first === '') expect(result.codes).to.include('blank-line');
      expect(result.blocking).to.deep.equal(['header-unknown']);
      expect(result.count).to.equal(0);
    }
    expect((await parseTraBytes(Buffer.alloc(0))).blocking).to.include('header-unknown');
  });

  it('includes a version that nobody described', async () => {
    for (const version of ['012', 'ABC', '   ']) {
      const result = await parseTraLines([header({ version }), ...entry()]);
      expect(result.codes).to.include('version-unknown');
      expect(result.blocking).to.deep.equal([]);
    }
    for (let n = 1; n <= 11; n += 1) {
      const result = await parseTraLines([header({ version: String(n).padStart(3, '0') }), ...entry()]);
      expect(result.codes).not.to.include('version-unknown');
    }
  });

  it('includes what is another company’s', async () => {
    const lines = [record('PS1', [[391, SIRET]]), ...entry()];
    const other = await anomalyOf('siren-other', lines, { siren: '732829320' });
    expect(other).to.deep.equal({ severity: 'blocking', line: FIRST_RECORD, column: 'SIRET', text: SIRET });
    expect((await parseTraLines(lines, { siren: SIREN })).codes).not.to.include('siren-other');
    const wrong = await anomalyOf('siret-invalid', [record('PS1', [[391, '12345678900011']]), ...entry()]);
    expect(wrong).to.include({ severity: 'warning', line: FIRST_RECORD });
    const branch = await parseTraLines([
      record('ETB', [
        [7, '001'],
        [247, SIRET],
      ]),
      ...entry(),
    ]);
    expect(branch.siren).to.equal(SIREN);
    expect((await parseTraLines([record('PS1', [[391, SIREN]]), ...entry()])).siren).to.equal(SIREN);
  });

  it('includes a balance, which holds no entries', async () => {
    const empty = await parseTraLines([header({ content: 'BAL' }), record('CGN', [[7, '401000']])]);
    expect(empty.blocking).to.include('balance-without-entries');
    const lines = await parseTraLines([header({ content: 'BAL' }), ...entry()]);
    expect(lines.blocking).to.deep.equal([]);
    expect(lines.codes).to.include('balance-file');
  });

  it('is said of every kind of content that entries come in', async () => {
    for (const content of ['JRL', 'DOS', 'SYN', 'EXO']) {
      const result = await parseTraLines([header({ content, form: 'ETE' }), ...entry()]);
      expect(result.blocking, content).to.deep.equal([]);
      expect(result).to.include({ count: 2, variant: `${content} ETE 011` });
    }
  });

  it('includes records that nobody described, once each, and those that come too late', async () => {
    const result = await parseTraLines([
      record('ZZZ', []),
      record('ZZZ', []),
      record('RIB', []),
      record('TL1', []),
      ...entry(),
    ]);
    expect(result.anomalies.filter(({ code }) => code === 'record-unknown').map(({ text }) => text)).to.deep.equal([
      '***ZZZ',
    ]);
    const late = await anomalyOf('parameters-after-entries', [...entry(), record('JAL', [[7, 'AC']])]);
    expect(late).to.include({ severity: 'warning', line: 4 });
  });

  it('includes dates that are none, and names the field', async () => {
    const found = await anomalyOf('booking-date-impossible', entry({}, { date: '31022025' }));
    expect(found).to.deep.equal({ severity: 'blocking', line: 2, column: 'DATECOMPTABLE', text: '31022025' });
    expect(await anomalyOf('booking-date-invalid', entry({}, { date: 'AUJOURDH' }))).to.include({ line: 2 });
    for (const date of ['01011900', '01011970', '        ', '00000000']) {
      const missing = await anomalyOf('mandatory-missing', entry({}, { date }));
      expect(missing, date).to.include({ severity: 'blocking', line: 2, column: 'DATECOMPTABLE' });
    }
    expect(await anomalyOf('due-date-invalid', entry({ due: '99999999' }))).to.include({ column: 'ECHEANCE', line: 2 });
  });

  it('includes dates written the other way round, which are understood', async () => {
    const lines = entry({ date: '20250315' });
    expect(await anomalyOf('date-format', lines)).to.include({ severity: 'warning', column: 'DATECOMPTABLE' });
    expect((await parseTraLines(lines)).lines[0]).to.include({ EcritureDate: '20250315', PieceDate: '20250315' });
  });

  it('includes entries outside of the periods declared, else after the closing date of the name (domain 200)', async () => {
    const period = record('EXO', [
      [7, '001'],
      [10, '01012024'],
      [18, '31122024'],
      [26, 'OUV'],
    ]);
    expect(await anomalyOf('date-out-of-period', [period, ...entry()])).to.include({
      column: 'DATECOMPTABLE',
      line: 3,
    });
    const named = await anomalyOf('date-out-of-period', entry(), { fileName: '00123_31122024.TRA' });
    expect(named).to.include({ severity: 'warning', line: 2 });
    expect((await parseTraLines(entry(), { fileName: '00123_31122025.TRA' })).codes).not.to.include(
      'date-out-of-period',
    );
    const wrong = record('EXO', [
      [7, '001'],
      [10, '31122024'],
      [18, '01012024'],
    ]);
    expect(await anomalyOf('period-invalid', [wrong, ...entry()])).to.include({ line: 2, column: 'EXO' });
  });

  it('tells of a draft whose period is closed already (domain 205, 206)', async () => {
    const period = record('EXO', [
      [7, '001'],
      [10, '01012025'],
      [18, '31122025'],
      [26, 'CDE'],
    ]);
    expect(await anomalyOf('period-closed', [period, ...entry()])).to.include({ severity: 'note', text: '001' });
    const forced = await parseTraLines([period, ...entry()], { validation: { date: 20251231 } });
    expect(forced.codes).not.to.include('period-closed');
  });

  it('includes amounts without a side, and amounts that are none', async () => {
    const side = await anomalyOf('sens-invalid', entry({}, { side: 'Z' }));
    expect(side).to.deep.equal({ severity: 'blocking', line: 2, column: 'SENS', text: 'Z 120,50' });
    expect((await parseTraLines(entry({}, { side: 'd' }))).blocking).to.deep.equal([]);
    const amount = await anomalyOf('amount-invalid', entry({}, { amount: '12O,50' }));
    expect(amount).to.deep.equal({ severity: 'blocking', line: 2, column: 'MONTANT', text: '12O,50' });
    expect(await anomalyOf('amount-decimals', entry({ amount: '120,505' }))).to.include({ severity: 'blocking' });
    const dot = await parseTraLines(entry({ amount: '120.50' }));
    expect(dot.lines[0]).to.include({ Debit: '120,50' });
    expect(dot.codes).to.include('amount-format');
  });

  it('includes lines that are too short to hold their amount', async () => {
    const [first = '', second = ''] = entry();
    const cut = await parseTraLines([first.slice(0, 149), second]);
    expect(cut.blocking).to.include('line-short');
    const enough = await parseTraLines([first.slice(0, 150), second.trimEnd()]);
    expect(enough.blocking).to.deep.equal([]);
    expect(enough).to.include({ debit: 12_050 });
    const long = await anomalyOf('line-length', [`${first}    x`, second]);
    expect(long).to.include({ severity: 'note', line: 2, text: '227' });
  });

  it('includes kinds and types of lines that nobody can count', async () => {
    expect(await anomalyOf('line-kind-unknown', [...entry(), entryLine({ kind: 'Z' })])).to.include({
      ...{ severity: 'blocking', line: 4, column: 'TYPE CPTE', text: 'Z' },
    });
    expect(await anomalyOf('entry-type-unknown', entry({ status: 'Q' }))).to.include({
      severity: 'blocking',
      text: 'Q',
    });
    expect(await anomalyOf('piece-type-unknown', entry({ type: 'ZZ' }))).to.include({ severity: 'note', text: 'ZZ' });
  });

  it('leaves out simulation, situation and revision, and says how many lines', async () => {
    const lines = [
      ...entry(),
      ...entry({ status: 'S' }),
      ...entry({ status: 'S' }),
      entryLine({ status: 'R', amount: '7' }),
    ];
    const result = await parseTraLines(lines);
    expect(result).to.include({ count: 2, debit: 12_050 });
    const found = result.anomalies.filter(({ code }) => code === 'not-bookkeeping');
    expect(found.map(({ severity, line, text }) => [severity, line, text])).to.deep.equal([
      ['warning', 4, 'S 4'],
      ['warning', 8, 'R 1'],
    ]);
  });

  it('leaves out pure analytic, variable and budget lines, and counts them', async () => {
    const others = ['O', '0', 'V', 'B'].map((kind) => entryLine({ kind, tiers: 'PARIS', axis: 'A1', amount: '99' }));
    const result = await parseTraLines([...entry(), ...others]);
    expect(result).to.include({ count: 2, debit: 12_050 });
    expect(result.anomalies.find(({ code }) => code === 'lines-beside-entries')?.text).to.equal('O 2, V 1, B 1');
  });

  it('includes analytic lines that do not add up to the line above, by axis', async () => {
    const share = (axis: string, amount: string) => entryLine({ kind: 'A', axis, tiers: 'PARIS', amount });
    const lines = [
      entryLine(),
      share('A1', '100'),
      share('A1', '20,50'),
      share('A2', '120'),
      entryLine({ side: 'C', account: '401000' }),
    ];
    const result = await parseTraLines(lines);
    const found = result.anomalies.filter(({ code }) => code === 'analytic-unbalanced');
    expect(found).to.deep.equal([
      { code: 'analytic-unbalanced', severity: 'warning', line: 2, column: 'AXE', text: 'A2 -0,50' },
    ]);
    expect(await anomalyOf('analytic-orphan', [share('A1', '5'), ...entry()])).to.include({ line: 2 });
    const bare = [...entry(), entryLine({ kind: 'H', side: 'C', amount: '0' })];
    expect(await anomalyOf('axis-missing', bare)).to.include({ line: 4, column: 'AXE' });
    expect(await anomalyOf('section-missing', bare)).to.include({ line: 4, column: 'SECTION' });
  });

  it('includes codes that it does not declare though it declares others, once each', async () => {
    const records = [
      record('CGN', [
        [7, '401000'],
        [59, 'CHA'],
      ]),
      record('CAE', [[7, 'F1']]),
      record('JAL', [[7, 'VE']]),
    ];
    const result = await parseTraLines([
      ...records,
      ...entry({ kind: 'X', tiers: 'F2' }),
      ...entry({ kind: 'X', tiers: 'F2' }),
    ]);
    const found = result.anomalies.filter(({ code }) => /undeclared/.test(code));
    expect(found.map(({ code, column, text }) => [code, column, text])).to.have.deep.members([
      ['journal-undeclared', 'JOURNAL', 'AC'],
      ['account-undeclared', 'GENERAL', '606300'],
      ['tiers-undeclared', 'AUXILIAIRE', 'F2'],
    ]);
    const collective = result.anomalies.filter(({ code }) => code === 'account-not-collective');
    expect(collective.map(({ text }) => text)).to.deep.equal(['401000 CHA']);
  });

  it('includes tiers where there should be none, and none where there should be one', async () => {
    expect(await anomalyOf('tiers-missing', entry({}, {}, { kind: 'X' }))).to.include({
      line: 3,
      column: 'AUXILIAIRE',
    });
    const unmarked = entry({}, {}, { tiers: 'FDUPONT' });
    expect(await anomalyOf('tiers-unmarked', unmarked)).to.include({ severity: 'warning', text: 'FDUPONT' });
    expect((await parseTraLines(unmarked)).lines[1]).to.include({ CompAuxNum: '' });
  });

  it('includes entries and journals that do not balance', async () => {
    const lines = [
      ...entry({ number: '1' }),
      ...entry({ number: '2' }),
      ...entry({ number: '3' }, { amount: '120,51' }),
    ];
    const result = await parseTraLines(lines);
    expect(result.blocking).to.have.members(['entry-unbalanced', 'journal-unbalanced', 'file-unbalanced']);
    expect(result.anomalies.find(({ code }) => code === 'entry-unbalanced')).to.include({
      ...{ line: 6, column: 'NUMEROPIECE', text: '3 +0,01' },
    });
  });

  it('includes validation without a date, when dates are taken as they are', async () => {
    const lines = [header({ form: 'ETE' }), ...entry({ extended: [[1177, 'X']] })];
    const found = await anomalyOf('validated-without-date', lines);
    expect(found).to.deep.equal({ severity: 'warning', line: 2, column: 'VALIDE', text: '2' });
    expect((await parseTraLines(lines, { validation: 'provisional' })).codes).not.to.include('validated-without-date');
  });

  it('includes opening entries that come after others', async () => {
    const opening = entry({ reference: 'AN', extended: [[302, 'OAN']] });
    const first = await parseTraLines([header({ form: 'ETE' }), ...opening, ...entry()]);
    expect(first.codes).not.to.include('opening-not-first');
    expect(await anomalyOf('opening-not-first', [header({ form: 'ETE' }), ...entry(), ...opening])).to.include({
      line: 4,
    });
  });

  it('includes blank lines, an end mark, a second header and control characters', async () => {
    const marked = [...entry({ label: 'Fac\ttu\x01re' }), '', header(), '\x1a'];
    const result = await parseTraLines(marked);
    expect(result.codes).to.include.members(['blank-line', 'end-mark', 'header-repeated', 'control-character']);
    expect(result.lines[0]).to.include({ EcritureLib: 'Fac tu re' });
    expect(result.blocking).to.deep.equal([]);
  });

  it('has a thousand paths of documents at most', async () => {
    const documents = Array.from({ length: 1_200 }, (_, n) =>
      placed(
        [
          [31, 'G'],
          [84, `${n}.pdf`],
        ],
        222,
      ),
    );
    const result = await parseTraLines([...entry(), ...documents]);
    expect(result.attachments).to.have.lengthOf(1_000);
    expect(result.lines[1]?.PieceJointe)
      .to.match(/^0\.pdf\*1\.pdf\*/)
      .and.to.have.length.below(2_001);
    expect(result.blocking).to.deep.equal([]);
  });
});

describe('The amounts of a TRA (tra.md 5)', () => {
  const linesOf = async (fields: EntryFields, records: string[] = []) => {
    const result = await parseTraLines([...records, ...entry(fields)]);
    const { Debit, Montantdevise, Idevise } = result.lines[0] ?? {};
    return { amounts: [Debit, Montantdevise, Idevise], codes: result.codes, blocking: result.blocking };
  };
  const dollar = record('DEV', [
    [7, 'USD'],
    [49, '2'],
    [50, '1'],
    [57, '0,5'],
    [77, 'USD'],
  ]);

  it('are the first one when it is in euro, padded by blanks or zeros, negative too', async () => {
    expect((await linesOf({ amount: '120,50' })).amounts).to.deep.equal(['120,50', '', '']);
    expect((await linesOf({ amount: '00000000000000120,00' })).amounts[0]).to.equal('120,00');
    expect((await linesOf({ amount: '-120,50' })).amounts[0]).to.equal('-120,50');
    expect((await linesOf({ amount: '120' })).amounts[0]).to.equal('120,00');
    expect((await linesOf({ amount: '12345678901,23' })).amounts[0]).to.equal('12345678901,23');
  });

  it('are in the currency of the books when DEVISE is theirs', async () => {
    expect(await linesOf({ currency: 'EUR', rate: '0000001,00' })).to.deep.include({ amounts: ['120,50', '', ''] });
    expect((await linesOf({ currency: 'EUR', coding: 'D--' })).amounts).to.deep.equal(['120,50', '', '']);
  });

  it('are two when they have a currency, whichever comes first', async () => {
    const { amounts, codes } = await linesOf({ amount: '200,00', amount2: '100,00', currency: 'USD', coding: 'DE-' });
    expect(amounts).to.deep.equal(['100,00', '200,00', 'USD']);
    expect(codes).not.to.include('amount-converted');
    expect((await linesOf({ amount2: '200,00', currency: 'USD', coding: 'ED-' })).amounts).to.deep.equal([
      ...['120,50', '200,00', 'USD'],
    ]);
  });

  it('are worth their rate when they are in currency alone: that of the line, else of the file, else a third amount', async () => {
    const foreign = { amount: '100,00', currency: 'USD', coding: 'D--' };
    const line = await linesOf({ ...foreign, rate: '0,913' });
    expect(line.amounts).to.deep.equal(['91,30', '100,00', 'USD']);
    expect(line.codes).to.include('amount-converted');
    expect((await linesOf(foreign, [dollar])).amounts).to.deep.equal(['50,00', '100,00', 'USD']);
    expect((await linesOf({ ...foreign, amount3: '88,00' })).amounts).to.deep.equal(['88,00', '100,00', 'USD']);
    expect((await linesOf(foreign)).blocking).to.include('currency-rate-missing');
    expect((await linesOf({ ...foreign, currency: '' })).codes).to.include('currency-missing');
  });

  it('balance to the cent in euro when they balance in their currency', async () => {
    const same = { currency: 'USD', coding: 'D--', rate: '0,913', number: '1' };
    const parts = ['33,33', '33,33', '33,34'].map((amount) => entryLine({ ...same, amount }));
    const lines = [...parts, entryLine({ ...same, account: '401000', side: 'C', amount: '100,00' })];
    const result = await parseTraLines(lines);
    expect(result).to.include({ debit: 9_130, credit: 9_130 });
    expect(result.blocking).to.deep.equal([]);
  });

  it('are taken for amounts of the books when nothing says otherwise, with a warning', async () => {
    for (const coding of ['C', '   ', 'F--']) {
      const { amounts, codes, blocking } = await linesOf({ coding });
      expect(amounts, coding).to.deep.equal(['120,50', '', '']);
      expect(codes).to.include('amount-coding');
      expect(blocking).to.deep.equal([]);
    }
    expect((await linesOf({ coding: 'C', currency: 'USD' })).blocking).to.include('currency-rate-missing');
  });

  it('are said to be of other books when these are not kept in euro', async () => {
    const result = await parseTraLines([record('PS5', [[7, 'CHF']]), ...entry({ currency: 'CHF' })]);
    expect(result.codes).to.include('books-currency');
    expect(result.lines[0]).to.include({ Debit: '120,50', Idevise: '' });
  });
});
