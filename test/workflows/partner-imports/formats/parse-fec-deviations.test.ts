import { expect } from 'chai';
import type { Anomaly } from '../../../../workflows/partner-imports/formats/format.ts';
import { HEADER, renderFec } from '../../../fixtures/fec/generate-fec.ts';
import { entry, field, type Parsed, parse, parseRows } from './parsing.ts';

/** The entry of `entry()`, as all deviations that can be understood must come out. */
const PLAIN = entry();

const withHeader = (change: (header: string[]) => string[]) => ({ header: change([...HEADER]) });
const renamed = (from: string, to: string) => withHeader((all) => all.map((name) => (name === from ? to : name)));
/** The file as a string of bytes that may be changed anyhow. */
const edited = (change: (text: string) => string, rows = PLAIN, form = {}) =>
  parse(Buffer.from(change(renderFec(rows, form).toString('latin1')), 'latin1'));

/** That the file reads as the plain one does, with these anomalies and no other. */
function expectPlain(result: Parsed, anomalies: Partial<Anomaly>[] = [], lines = PLAIN): void {
  expect(result.lines).to.deep.equal(lines);
  expect(result).to.include({ count: 2, debit: 12_050, credit: 12_050, grouping: 'journal-number', entries: 1 });
  expectAnomalies(result, anomalies);
}

function expectAnomalies(result: Parsed, anomalies: Partial<Anomaly>[]): void {
  expect(result.anomalies.map(({ code }) => code)).to.deep.equal(anomalies.map(({ code }) => code));
  for (const [n, one] of anomalies.entries()) expect(result.anomalies[n]).to.include(one);
}

describe('Bytes and line ends of a FEC (fec.md 11)', () => {
  it('may be LF, CRLF or CR, which is lawful (fec.md 2)', async () => {
    for (const eol of ['\n', '\r\n', '\r']) expectPlain(await parseRows(PLAIN, { eol }));
    for (const eol of ['\n', '\r\n', '\r']) expectPlain(await parseRows(PLAIN, { eol, cut: true }));
  });

  it('may be CR only in a file larger than a block', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => entry({ EcritureNum: String(n + 1) })).flat();
    const result = await parseRows(rows, { eol: '\r' });
    expect(result).to.include({ count: 4_000, entries: 2_000 });
    expect(result.codes).to.deep.equal([]);
    expect(await parseRows(rows, { eol: '\r\n' })).to.deep.equal(result);
  });

  it('may be CR CR LF, which the tester stumbles on', async () => {
    expectPlain(await parseRows(PLAIN, { eol: '\r\r\n' }), [
      { code: 'line-end-doubled', severity: 'warning', line: 1 },
    ]);
  });

  it('may mix CR and LF', async () => {
    const result = await edited((text) => text.replace(/\r\n(?=AC.*\r\n$)/, '\r'));
    expectPlain(result);
  });

  it('may have blank lines, before the header, within and at the end, each a warning', async () => {
    const result = await edited((text) => `\r\n${text.replace(/\r\n/g, '\r\n\r\n')}   \r\n`);
    expect(result.lines).to.deep.equal(PLAIN);
    expect(result.anomalyCounts['blank-line']).to.deep.equal({ severity: 'warning', count: 5 });
    expect(result.anomalies.map(({ line }) => line)).to.deep.equal([1, 3, 5, 7, 8]);
  });

  it('may have rows of separators alone, as spreadsheets leave them', async () => {
    expectPlain(await parseRows([...PLAIN, Array(18).fill('')]), [{ code: 'blank-line', line: 4 }]);
  });

  it('may end in the mark of old systems', async () => {
    expectPlain(await edited((text) => `${text}\x1a`), [{ code: 'end-mark', severity: 'warning', line: 4 }]);
    expectPlain(await edited((text) => text.replace(/\r\n$/, '\x1a')), [{ code: 'end-mark', line: 3 }]);
  });

  it('loses its NUL bytes, each line of them a warning', async () => {
    const result = await edited((text) => text.replace('Garage', '\0Gar\0age'));
    expectPlain(result, [{ code: 'nul-bytes', severity: 'warning', line: 2 }]);
  });

  it('has blanks instead of vertical tabs and the like within a label', async () => {
    const result = await edited((text) => text.replace('Garage du', 'Garage\vdu'));
    expectPlain(result, [{ code: 'control-character', severity: 'note', line: 2 }]);
  });

  it('has a label put together again that a line break cut in two', async () => {
    const broken = await edited((text) => text.replace('Garage du', 'Garage\ndu'));
    expectPlain(broken, [{ code: 'line-break-in-field', severity: 'warning', line: 2, column: 'EcritureLib' }]);
    const twice = await edited((text) => text.replace('Facture Garage du', 'Facture\nGarage\ndu'));
    expectPlain(twice, [{ code: 'line-break-in-field', line: 2 }]);
    const last = await edited((text) => text.replace(/Garage du(?=[^\n]*\r\n$)/, 'Garage\r\ndu'));
    expectPlain(last, [{ code: 'line-break-in-field', line: 3 }]);
    expect(last.chunks[0]).to.include({ firstLine: 2, lastLine: 3 });
  });

  it('cuts a line without end, says where, and goes on after it', async () => {
    const endless = `AC\tAchats\t${'x'.repeat(700_000)}`;
    const result = await edited((text) => text.replace('\r\n', `\r\n${endless}\r\n`));
    expectPlain(result, [{ code: 'line-too-long', severity: 'blocking', line: 2 }]);
    expect(result.chunks[0]).to.include({ firstLine: 3, lastLine: 4 });
  });

  it('ends when it is one endless line, in the memory of a block', async () => {
    const result = await parse(Buffer.alloc(3_000_000, 'x'));
    expectAnomalies(result, [{ code: 'no-entries' }, { code: 'line-too-long', line: 1 }]);
  });
});

describe('Encodings of a FEC (fec.md 2)', () => {
  const rows = entry(
    { EcritureLib: 'Dépôt à régler n° 12', JournalLib: 'Opérations' },
    {},
    { CompAuxLib: 'Hôtel Bénard' },
  );

  for (const [encoding, name, codes] of [
    ['utf8', 'UTF-8', []],
    ['iso-8859-15', 'ISO-8859-15', []],
    ['cp850', 'CP850', ['encoding-unusual']],
    ['utf-16le', 'UTF-16LE', ['encoding-unusual']],
    ['utf-16be', 'UTF-16BE', ['encoding-unusual']],
  ] as const) {
    it(`may be ${name}`, async () => {
      const result = await parseRows(rows, { encoding });
      expect(result.lines).to.deep.equal(rows);
      expect(result.encoding).to.equal(name);
      expect(result.codes).to.deep.equal(codes);
      expect(result.journals[0]?.label).to.equal('Opérations');
    });
  }

  it('may be windows-1252, with the euro and the œ', async () => {
    const own = entry({ EcritureLib: 'Cœur d’été à 12 €' });
    const result = await parseRows(own, { encoding: 'windows-1252' });
    expect(result.lines).to.deep.equal(own);
    expect(result.encoding).to.equal('windows-1252');
  });

  it('may be ISO-8859-15 with its euro', async () => {
    const own = entry({ EcritureLib: 'Été à 12 €' });
    expect((await parseRows(own, { encoding: 'iso-8859-15' })).lines).to.deep.equal(own);
  });

  it('may have a mark, or be UTF-16 without one', async () => {
    const marked = await parseRows(rows, { mark: true });
    expect(marked).to.include({ encoding: 'UTF-8 (BOM)' });
    expect(marked.codes).to.deep.equal([]);
    expect(marked.lines).to.deep.equal(rows);
    for (const encoding of ['utf-16le', 'utf-16be']) {
      expect((await parseRows(rows, { encoding, mark: false })).lines, encoding).to.deep.equal(rows);
    }
  });

  it('is ASCII when no character needs more', async () => {
    expect((await parseRows(PLAIN)).encoding).to.equal('ASCII');
  });

  it('may change within a file: each line is read by itself, and the first of another kind is named', async () => {
    const accent = (n: number, label: string) => entry({ EcritureNum: `AC00000${n}`, EcritureLib: label });
    const utf8 = renderFec(accent(1, 'Été'), { eol: '\n' });
    const legacy = renderFec(accent(2, 'Dépôt'), { eol: '\n', encoding: 'windows-1252' });
    const result = await parse(Buffer.concat([utf8, legacy.subarray(legacy.indexOf('\n') + 1)]));
    expect(result.lines.map((line) => field(line, 'EcritureLib'))).to.deep.equal(['Été', 'Été', 'Dépôt', 'Dépôt']);
    expectAnomalies(result, [{ code: 'encoding-mixed', severity: 'warning', line: 4 }]);
    expect(result.encoding).to.equal('UTF-8, ISO-8859-15');
  });

  it('may have characters that were lost before, or cut in two', async () => {
    const lost = await parseRows(entry({ EcritureLib: 'Soci\ufffdt\ufffd' }));
    expectAnomalies(lost, [{ code: 'character-lost', severity: 'note', line: 2 }]);
    const cut = await edited((text) => text.replace('Facture', '\xc3\xa9t\xc3\xa9 \xc3'));
    expectAnomalies(cut, [{ code: 'character-lost', line: 2 }]);
    expect(field(cut.lines[0], 'EcritureLib')).to.equal('été \ufffd Garage du Pont');
  });
});

describe('The header of a FEC (fec.md 1, 11)', () => {
  it('may be in any case, and write MontantDevise', async () => {
    expectPlain(
      await parseRows(
        PLAIN,
        withHeader((all) => all.map((name) => name.toUpperCase())),
      ),
    );
    expectPlain(await parseRows(PLAIN, renamed('Montantdevise', 'MontantDevise')));
  });

  for (const [written, column] of [
    ['CompteAuxNum', 'CompAuxNum'],
    ['EcritureLibc', 'EcritureLib'],
    ['EcrtureLet', 'EcritureLet'],
    ['IdDevise', 'Idevise'],
    ['Débit', 'Debit'],
    ['ÉcritureNum', 'EcritureNum'],
    ['"CompteNum"', 'CompteNum'],
    [' JournalCode ', 'JournalCode'],
    ['Journal Code', 'JournalCode'],
  ] as const) {
    it(`may write ${written} for ${column}, which is a warning`, async () => {
      const result = await parseRows(PLAIN, renamed(column, written));
      expectPlain(result, [{ code: 'header-renamed', severity: 'warning', line: 1, column, text: written }]);
    });
  }

  it('may be missing: lines are then read by the order of the law, and the file is not approved', async () => {
    const result = await edited((text) => text.slice(text.indexOf('\n') + 1));
    expect(result.lines).to.deep.equal(PLAIN);
    expect(result.anomalies[0]).to.include({ code: 'header-missing', severity: 'blocking', line: 1 });
    expect(result.chunks[0]).to.include({ firstLine: 1, lastLine: 2 });
  });

  it('that is none of a FEC ends it there', async () => {
    for (const text of ['bonjour\n', 'a;b;c\n1;2;3\n', 'a\tb\tc\td\te\tf\tg\th\ti\tj\n', '\0\0\0\n', '{"a": 1}']) {
      const result = await parse(Buffer.from(text));
      expect(result.count, text).to.equal(0);
      expect(
        result.anomalies.some(({ severity }) => severity === 'blocking'),
        text,
      ).to.equal(true);
    }
  });

  it('alone, or nothing at all, is no FEC (fec.md 9)', async () => {
    for (const bytes of [Buffer.alloc(0), renderFec([]), Buffer.from('\n\n'), Buffer.from('\ufeff')]) {
      expect((await parse(bytes)).anomalies[0]).to.include({ code: 'no-entries', severity: 'blocking' });
    }
  });

  it('comes again in a file of several parts, and is passed over', async () => {
    for (const mark of ['', '\ufeff']) {
      const part = mark + renderFec(PLAIN).toString();
      const result = await parse(Buffer.from(part + part.replaceAll('AC000001', 'AC000002')));
      expect(result).to.include({ count: 4, entries: 2 });
      expectAnomalies(result, [{ code: 'header-repeated', severity: 'warning', line: 4 }]);
    }
  });

  it('may have columns in another order, which the tester does not mind', async () => {
    const swap = (row: string[]) => [...row.slice(2), ...row.slice(0, 2)];
    const result = await parseRows(PLAIN.map(swap), withHeader(swap));
    expectPlain(result, [{ code: 'columns-order', severity: 'warning', line: 1 }]);
  });

  it('must not have a column twice', async () => {
    const result = await parseRows(
      PLAIN.map((row) => [...row, '7,00']),
      withHeader((all) => [...all, 'Debit']),
    );
    expectAnomalies(result, [
      { code: 'column-twice', severity: 'blocking', line: 1, column: 'Debit' },
      { code: 'extra-columns' },
    ]);
    expect(result.debit).to.equal(12_050);
  });

  it('must have the seven columns without which the tester stops (fec.md 9)', async () => {
    for (const column of [
      'EcritureNum',
      'EcritureDate',
      'CompteNum',
      'CompteLib',
      'EcritureLib',
      'Debit',
      'Credit',
    ] as const) {
      const at = HEADER.indexOf(column);
      const without = (row: string[]) => row.toSpliced(at, 1);
      const result = await parseRows(PLAIN.map(without), withHeader(without));
      const missing = result.anomalies.find(({ code }) => code === 'mandatory-column-missing');
      expect(missing, column).to.include({ severity: 'blocking', line: 1, column });
      expect(result.lines[0]).to.have.lengthOf(18);
    }
  });

  it('may lack the others, each a warning: 17 columns, lettering and validation replaced', async () => {
    const at = HEADER.indexOf('EcritureLet');
    const header = HEADER.toSpliced(at, 3, 'Echeance', 'Piece');
    const rows = PLAIN.map((row) => row.toSpliced(at, 3, '20250430', 'P1'));
    const result = await parseRows(rows, { header });
    expect(result).to.include({ count: 2, variant: '15 columns', validity: 'provisional' });
    expect(result.extraColumns).to.deep.equal(['Echeance', 'Piece']);
    expect(result.lines[0]?.slice(13)).to.deep.equal(['', '', '', '', '', '20250430', 'P1']);
    const missing = result.anomalies.filter(({ code }) => code === 'column-missing');
    expect(missing.map(({ column }) => column)).to.deep.equal(['EcritureLet', 'DateLet', 'ValidDate']);
  });

  it('may have columns of its own after those of the law', async () => {
    const rows = PLAIN.map((row) => [...row, 'facture.pdf*annexe.pdf', '12']);
    const result = await parseRows(
      rows,
      withHeader((all) => [...all, 'PieceJointe', 'Id']),
    );
    expect(result.lines).to.deep.equal(rows);
    expect(result.extraColumns).to.deep.equal(['PieceJointe', 'Id']);
    expectAnomalies(result, [{ code: 'extra-columns', severity: 'note', line: 1, text: 'PieceJointe, Id' }]);
  });
});

describe('Separators and rows of a FEC (fec.md 2, 11)', () => {
  it('may be separated by |, which is lawful', async () => {
    expectPlain(await parseRows(PLAIN, { separator: '|' }));
  });

  for (const separator of [';', ',']) {
    it(`may be separated by ${separator}, which is a warning`, async () => {
      const rows =
        separator === ',' ? PLAIN.map((row) => row.map((one) => (one.includes(',') ? `"${one}"` : one))) : PLAIN;
      const result = await parseRows(rows, { separator });
      expect(result.lines).to.deep.equal(PLAIN);
      expect(result.anomalies[0]).to.include({
        code: 'separator-unusual',
        severity: 'warning',
        line: 1,
        text: separator,
      });
    });
  }

  it('may have fields quoted as in CSV, separators and line breaks within', async () => {
    const rows = entry({ EcritureLib: 'SARL "LE PIN" | Pont' });
    const quoted = entry({ EcritureLib: '"SARL ""LE PIN"" | Pont"' });
    const result = await parseRows(quoted, { separator: '|' });
    expectPlain(
      result,
      [
        { code: 'field-quoted', severity: 'warning', line: 2 },
        { code: 'field-quoted', line: 3 },
      ],
      rows,
    );
    const all = await parseRows(
      PLAIN.map((row) => row.map((one) => `"${one}"`)),
      { separator: ';' },
    );
    expect(all.lines).to.deep.equal(PLAIN);
    expect(all.anomalyCounts['field-quoted']?.count).to.equal(36);
  });

  it('has quotes that are none of CSV as data', async () => {
    for (const label of ['"A" et "B"', 'le 12" du', '"seul', '5" x 7"']) {
      const rows = entry({ EcritureLib: label });
      expectPlain(await parseRows(rows), [], rows);
    }
  });

  it('may have separators after the last field everywhere', async () => {
    const more = (row: string[]) => [...row, ''];
    expectPlain(await parseRows(PLAIN.map(more), withHeader(more)));
    expectPlain(await parseRows(PLAIN, withHeader(more)));
  });

  it('may have one after the last field of a single row, which is a warning', async () => {
    const [first = [], second = []] = PLAIN;
    expectPlain(await parseRows([[...first, ''], second]), [
      { code: 'row-trailing-separator', severity: 'warning', line: 2 },
    ]);
  });

  it('may have rows that end after Credit, which is a warning', async () => {
    const result = await parseRows(PLAIN.map((row) => row.slice(0, 13)));
    expect(result.lines).to.deep.equal(PLAIN.map((row) => [...row.slice(0, 13), '', '', '', '', '']));
    expect(result.anomalyCounts['row-cut']).to.deep.equal({ severity: 'warning', count: 2 });
    expect(result.anomalyCounts['line-break-in-field']).to.equal(undefined);
  });

  it('must not have rows that end sooner', async () => {
    const result = await parseRows([...PLAIN, (PLAIN[0] ?? []).slice(0, 8)]);
    expect(result.anomalies.find(({ code }) => code === 'row-short')).to.include({ severity: 'blocking', line: 4 });
    const within = await parseRows([(PLAIN[0] ?? []).slice(0, 8), ...PLAIN]);
    expect(within.anomalies.find(({ code }) => code === 'row-short')).to.include({ line: 2 });
    expect(within.lines.slice(-2)).to.deep.equal(PLAIN);
  });

  it('may have a separator in EcritureLib, since dates and amounts around it show where', async () => {
    for (const [separator, label, kept] of [
      ['|', 'Facture | Garage', 'Facture | Garage'],
      ['\t', 'A\tB\tC', 'A B C'],
    ] as const) {
      const result = await parseRows(entry({ EcritureLib: label }), { separator });
      const found = { code: 'separator-in-field', severity: 'warning', line: 2, column: 'EcritureLib' } as const;
      expectPlain(result, [found, { ...found, line: 3 }], entry({ EcritureLib: kept }));
    }
  });

  it('must not have rows that go on, as a separator in another text makes them', async () => {
    const result = await parseRows(entry({ JournalLib: 'Achats | Pont' }), { separator: '|' });
    const long = result.anomalies.find(({ code }) => code === 'row-long');
    expect(long).to.include({ severity: 'blocking', line: 2 });
    expect(long?.text).to.have.lengthOf(80);
  });

  it('may have a tab in a label when another character separates', async () => {
    const result = await parseRows(entry({ EcritureLib: 'Facture\tGarage du Pont' }), { separator: '|' });
    expectPlain(result, [
      { code: 'control-character', severity: 'note', line: 2 },
      { code: 'control-character', line: 3 },
    ]);
  });

  it('may have another separator on some lines', async () => {
    for (const [first, other] of ['\t;', '|;', '\t|', '|\t', ';\t'].map((two) => [...two] as [string, string])) {
      const text = renderFec(PLAIN, { separator: first }).toString().split('\r\n');
      text[2] = (PLAIN[1] ?? []).join(other);
      const result = await parse(Buffer.from(text.join('\r\n')));
      expect(result.lines, `${first} ${other}`).to.deep.equal(PLAIN);
      expect(result.anomalyCounts['row-separator']).to.deep.equal({ severity: 'warning', count: 1 });
    }
  });

  it('may pad its fields with blanks and no-break spaces, and be blank by blanks alone (fec.md 5)', async () => {
    const padded = PLAIN.map((row) => row.map((one) => `\u00a0 ${one.padEnd(12)} \u00a0`));
    expectPlain(await parseRows(padded));
  });
});

describe('Dates of a FEC (fec.md 3)', () => {
  for (const [written, kept] of [
    ['2025-03-15', '20250315'],
    ['2025/03/15', '20250315'],
    ['2025.03.15', '20250315'],
    ['15/03/2025', '20250315'],
    ['15032025', '20250315'],
    ['31122025', '20251231'],
    ['20250315 10:20:30', '20250315'],
    ['2025-03-15T10:20:30', '20250315'],
    ['15/03/2025 00:00', '20250315'],
  ] as const) {
    it(`are read from ${written}, which is a warning`, async () => {
      const result = await parseRows(entry({ EcritureDate: written }, {}, { EcritureDate: kept }));
      expect(result.anomalies.find(({ code }) => code === 'date-format')).to.deep.equal({
        ...{ code: 'date-format', severity: 'warning', line: 2, column: 'EcritureDate', text: written },
      });
      expect(result.lines.map((line) => field(line, 'EcritureDate'))).to.deep.equal([kept, kept]);
      expect(result).to.include({ firstDate: Number(kept), lastDate: Number(kept) });
    });
  }

  it('with a time are common in ValidDate', async () => {
    const result = await parseRows(entry({ ValidDate: '20250331 00:00:00' }));
    expectPlain(result, [{ code: 'date-format', column: 'ValidDate' }, { code: 'date-format' }], entry());
  });

  for (const written of ['15/03/25', '20251315', '05/13/2025', 'demain', '2025031', '20250315Z', '202503155']) {
    it(`block when the booking date is ${written}`, async () => {
      const result = await parseRows(entry({ EcritureDate: written }, {}, { EcritureDate: '20250315' }));
      expect(result.anomalies[0]).to.include({
        code: 'booking-date-invalid',
        severity: 'blocking',
        line: 2,
        text: written,
      });
      expect(field(result.lines[0], 'EcritureDate')).to.equal(written);
      expect(result.firstDate).to.equal(20250315);
    });
  }

  it('must be of the calendar, which the tester does not see', async () => {
    for (const day of ['20250231', '20250229', '20250431', '31/02/2025']) {
      const result = await parseRows(entry({ EcritureDate: day, PieceDate: day }));
      expect(result.anomalies.slice(0, 2).map(({ code }) => code)).to.deep.equal([
        'booking-date-impossible',
        'date-impossible',
      ]);
      expect(result.anomalyCounts['booking-date-impossible']).to.deep.equal({ severity: 'blocking', count: 2 });
    }
    expect(
      (await parseRows(entry({ EcritureDate: '20240229', PieceDate: '20240229', ValidDate: '20240301' }))).codes,
    ).to.deep.equal([]);
  });

  it('that are invalid elsewhere are warnings', async () => {
    const result = await parseRows(entry({ PieceDate: 'x', ValidDate: '2025' }));
    expect(result.anomalyCounts).to.deep.equal({ 'date-invalid': { severity: 'warning', count: 4 } });
    expect(result.validity).to.equal('definitive');
  });

  it('of zeros are none: a note, and missing data where one is wanted', async () => {
    const optional = await parseRows(entry({ DateLet: '00000000', EcritureLet: 'AA' }));
    expect(optional.codes).to.deep.equal(['date-zero', 'pair-lettering']);
    expect(field(optional.lines[0], 'DateLet')).to.equal('');
    const wanted = await parseRows(entry({ EcritureDate: '00000000' }));
    expect(wanted.anomalyCounts['mandatory-missing']).to.deep.equal({ severity: 'blocking', count: 2 });
  });

  it('of 19000101 are what some software writes for none, and are noted', async () => {
    const result = await parseRows(entry({ PieceDate: '19000101' }));
    expectPlain(
      result,
      [{ code: 'date-default', severity: 'note', line: 2, column: 'PieceDate' }, { code: 'date-default' }],
      entry({ PieceDate: '19000101' }),
    );
  });

  it('outside 1900 to 2099 are an alert of the tester', async () => {
    const result = await parseRows(entry({ PieceDate: '21010101' }));
    expect(result.anomalyCounts).to.deep.equal({ 'date-year': { severity: 'warning', count: 2 } });
  });

  it('of validation are not before booking', async () => {
    const result = await parseRows(entry({ ValidDate: '20250314' }));
    expectAnomalies(result, [
      { code: 'valid-before-entry', severity: 'warning', line: 2, column: 'ValidDate' },
      { code: 'valid-before-entry' },
    ]);
  });

  it('span 24 months at most, whatever the name says (fec.md 11)', async () => {
    const rows = [
      ...entry({ EcritureDate: '20230131' }),
      ...entry({ EcritureDate: '20250201', EcritureNum: 'AC000002' }),
    ];
    const result = await parseRows(rows, {}, {});
    expectAnomalies(result, [
      { code: 'period-too-long', severity: 'warning', column: 'EcritureDate', text: '20230131 - 20250201' },
    ]);
  });
});

describe('Amounts of a FEC (fec.md 4)', () => {
  const amounts = (text: string, same = '120,50') => parseRows(entry({}, { Debit: text }, { Credit: same }));

  for (const text of ['120,5', '+120,50', '0000000120,50', '120,500', '120,50000']) {
    it(`may be ${text}, which is lawful and kept as it is`, async () => {
      const result = await amounts(text);
      expect(result).to.include({ debit: 12_050, credit: 12_050 });
      expect(result.codes).to.deep.equal([]);
      expect(field(result.lines[0], 'Debit')).to.equal(text);
    });
  }

  it('may have no decimals, no whole part, or be nothing', async () => {
    for (const [text, credit] of [
      ['120', '120,00'],
      [',50', '0,50'],
      ['12,', '12'],
    ] as const) {
      const result = await amounts(text, credit);
      expect(result.debit, text).to.equal(result.credit);
      expect(result.codes).to.deep.equal([]);
    }
    expect((await parseRows(entry({}, { Credit: '' }, { Debit: '' }))).codes).to.deep.equal([]);
  });

  it('may be negative, by a sign on either side', async () => {
    const left = await parseRows(entry({}, { Debit: '-120,50' }, { Credit: '-120,50' }));
    expect(left).to.include({ debit: -12_050, credit: -12_050 });
    expect(left.codes).to.deep.equal([]);
    const right = await parseRows(entry({}, { Debit: '120,50-' }, { Credit: '120,50-' }));
    expect(right).to.include({ debit: -12_050, credit: -12_050 });
    expect(right.codes).to.deep.equal([]);
    expect(field(right.lines[0], 'Debit')).to.equal('-120,50');
  });

  for (const [text, kept, cents] of [
    ['120.50', '120,50', 12_050],
    ['120.5', '120,5', 12_050],
    ['1 234,50', '1234,50', 123_450],
    ['1\u00a0234,50', '1234,50', 123_450],
    ['1\u202f234\u202f567,50', '1234567,50', 123_456_750],
    ["1'234,50", '1234,50', 123_450],
    ['1.234,50', '1234,50', 123_450],
    ['1,234.50', '1234,50', 123_450],
    ['1.234.567', '1234567', 123_456_700],
    ['120,50 €', '120,50', 12_050],
    ['(120,50)', '-120,50', -12_050],
    ['1,2E2', '120', 12_000],
    ['- 120,50', '-120,50', -12_050],
    ['1 234.50-', '-1234,50', -123_450],
  ] as const) {
    it(`may be ${text}, which people understand: a warning`, async () => {
      const result = await amounts(text);
      expect(result.anomalies.find(({ code }) => code === 'amount-format')).to.deep.equal({
        ...{ code: 'amount-format', severity: 'warning', line: 2, column: 'Debit', text },
      });
      expect(field(result.lines[0], 'Debit')).to.equal(kept);
      expect(result.debit).to.equal(cents);
    });
  }

  for (const [text, code] of [
    ['1.234', 'amount-ambiguous'],
    ['12 50', 'amount-ambiguous'],
    ['120,505', 'amount-decimals'],
    ['0,001', 'amount-decimals'],
    ['120.505,1', 'amount-format'],
    ['abc', 'amount-invalid'],
    ['12,50,3', 'amount-invalid'],
    ['--12', 'amount-invalid'],
    ['-', 'amount-invalid'],
    [',', 'amount-invalid'],
    ['NaN', 'amount-invalid'],
    ['0x10', 'amount-invalid'],
    ['99999999999999,99', 'amount-too-large'],
    ['1E30', 'amount-too-large'],
  ] as const) {
    it(`that are ${text} are ${code === 'amount-format' ? 'understood' : `no amount (${code})`}`, async () => {
      const result = await amounts(text);
      expect(result.anomalies.find((one) => one.code === code)).to.include({ line: 2, column: 'Debit', text });
      if (code === 'amount-format') return;
      expect(result.anomalyCounts[code]?.severity).to.equal('blocking');
      // Never rounded: nothing is counted, and the line shows what the file says.
      expect(result.debit).to.equal(0);
      expect(field(result.lines[0], 'Debit')).to.equal(text);
    });
  }

  it('may be as large as cents are exact', async () => {
    const result = await amounts('90071992547409,91', '90071992547409,91');
    expect(result).to.include({ debit: Number.MAX_SAFE_INTEGER, credit: Number.MAX_SAFE_INTEGER });
    expect(result.codes).to.deep.equal([]);
    const twice = await parseRows(
      [1, 2].flatMap((n) =>
        entry({ EcritureNum: `${n}` }, { Debit: '90071992547409,91' }, { Credit: '90071992547409,91' }),
      ),
    );
    expect(twice.anomalies[0]).to.include({ code: 'totals-too-large', severity: 'blocking' });
  });

  it('are on one side of a line: both is a warning, neither a note', async () => {
    const both = await parseRows(entry({ Debit: '1,00', Credit: '1,00' }));
    expect(both.anomalyCounts).to.deep.equal({ 'both-sides': { severity: 'warning', count: 2 } });
    const neither = await parseRows(entry({ Debit: '0,00', Credit: '' }));
    expect(neither.anomalyCounts).to.deep.equal({ 'no-side': { severity: 'note', count: 2 } });
  });

  it('in another currency may have more decimals, and are no more than a warning', async () => {
    const fine = entry({ Montantdevise: '12,345', Idevise: 'TND' });
    expectPlain(await parseRows(fine), [], fine);
    const odd = await parseRows(entry({ Montantdevise: 'douze', Idevise: 'TND' }));
    expect(odd.anomalyCounts).to.deep.equal({ 'currency-amount-invalid': { severity: 'warning', count: 2 } });
  });
});

describe('What a FEC must say (fec.md 1, 9, 10)', () => {
  for (const column of ['EcritureDate', 'CompteNum'] as const) {
    it(`is ${column}, or it blocks`, async () => {
      const result = await parseRows(entry({ [column]: '' }));
      expect(result.anomalies.find(({ code }) => code === 'mandatory-missing')).to.deep.equal({
        ...{ code: 'mandatory-missing', severity: 'blocking', line: 2, column },
      });
    });
  }

  for (const column of [
    'JournalCode',
    'JournalLib',
    'EcritureNum',
    'CompteLib',
    'PieceRef',
    'PieceDate',
    'EcritureLib',
  ] as const) {
    it(`is ${column}, or the tester refuses: a warning`, async () => {
      const result = await parseRows(entry({ [column]: '' }));
      expect(result.anomalyCounts['data-missing']).to.deep.equal({ severity: 'warning', count: 2 });
      expect(result.codes.filter((code) => code !== 'data-missing' && code !== 'entries-not-by-number')).to.deep.equal(
        [],
      );
      expect(result.anomalies.find(({ code }) => code === 'data-missing')).to.deep.equal({
        code: 'data-missing',
        severity: 'warning',
        line: 2,
        column,
      });
      expect(result).to.include({ count: 2, debit: 12_050 });
    });
  }

  it('is in pairs: tiers, lettering, currency, each a note', async () => {
    const codes = async (changes: object) => (await parseRows(entry(changes))).anomalyCounts;
    expect(await codes({ CompAuxNum: 'F1', CompAuxLib: '' })).to.deep.equal({
      'pair-tiers': { severity: 'note', count: 2 },
    });
    expect(await codes({ EcritureLet: 'AA' })).to.deep.equal({ 'pair-lettering': { severity: 'note', count: 2 } });
    expect(await codes({ Idevise: 'USD' })).to.deep.equal({ 'pair-currency': { severity: 'note', count: 2 } });
    expect(
      await codes({ EcritureLet: 'AA', DateLet: '20250401', Montantdevise: '1,00', Idevise: 'USD' }),
    ).to.deep.equal({});
  });

  it('is an account of classes 1 to 8 that begins with three digits; each odd one is said once', async () => {
    const rows = ['901000', 'CLIENT', '0', '41X', '411DUPONT', '8'].flatMap((account, n) =>
      [1, 2].flatMap((time) => entry({ EcritureNum: `${n * 2 + time}` }, { CompteNum: account })),
    );
    const result = await parseRows(rows);
    const odd = result.anomalies.filter(({ code }) => code.startsWith('account-'));
    expect(odd.map(({ code, text, line }) => [code, text, line])).to.deep.equal([
      ['account-class', '901000', 2],
      ['account-class', 'CLIENT', 6],
      ['account-class', '0', 10],
      ['account-digits', '41X', 14],
      ['account-digits', '8', 22],
    ]);
  });

  it('is definitive, provisional, or a mix of both (fec.md 8)', async () => {
    const definitive = entry();
    const provisional = entry({ ValidDate: '', EcritureNum: 'AC000002' });
    expect(await parseRows(definitive)).to.include({ validity: 'definitive' });
    const all = await parseRows(provisional);
    expect(all).to.include({ validity: 'provisional' });
    expect(all.anomalyCounts).to.deep.equal({ provisional: { severity: 'note', count: 1 } });
    const mixed = await parseRows([...definitive, ...provisional]);
    expect(mixed).to.include({ validity: 'mixed' });
    expectAnomalies(mixed, [{ code: 'validity-mixed', severity: 'warning', line: 4, column: 'ValidDate', text: '2' }]);
  });

  it('holds no entries that close classes 6 and 7 (fec.md 7)', async () => {
    const closing = entry(
      { EcritureNum: 'OD9' },
      { CompteNum: '120000' },
      { CompteNum: '606300', CompAuxNum: '', CompAuxLib: '' },
    );
    const result = await parseRows([...entry(), ...closing]);
    const found = result.anomalies.find(({ code }) => code === 'closing-entry');
    expect(found).to.include({ severity: 'warning', line: 4, column: 'EcritureNum', text: 'OD9' });
  });

  it('says no line twice: a note, with the line that it repeats; of a whole file twice, a warning', async () => {
    const result = await parseRows([...PLAIN, ...entry({ EcritureNum: 'AC000002' }), PLAIN[0] ?? [], PLAIN[1] ?? []]);
    const twice = result.anomalies.filter(({ code }) => code === 'line-twice');
    expect(twice.map(({ line, text }) => [line, text])).to.deep.equal([
      [6, '2'],
      [7, '3'],
    ]);
    const rows = Array.from({ length: 20 }, (_, n) => entry({ EcritureNum: `AC${n}` })).flat();
    const doubled = await parseRows([...rows, ...rows]);
    expect(doubled.anomalyCounts['lines-doubled']).to.deep.equal({ severity: 'warning', count: 1 });
    expect(doubled.anomalyCounts['line-twice']).to.deep.equal({ severity: 'note', count: 40 });
  });
});

describe('Variants of a FEC (fec.md 1)', () => {
  const at = HEADER.indexOf('Debit');
  const withSens = (first: string, second: string, rows = PLAIN) => [
    (rows[0] ?? []).toSpliced(at, 2, '120,50', first),
    (rows[1] ?? []).toSpliced(at, 2, '120,50', second),
  ];
  const header = HEADER.toSpliced(at, 2, 'Montant', 'Sens');

  for (const [debit, credit] of [
    ['D', 'C'],
    ['+1', '-1'],
    ['d', 'c'],
    [' D ', 'C '],
  ] as const) {
    it(`may have Montant and Sens: ${debit} and ${credit}`, async () => {
      const result = await parseRows(withSens(debit, credit), { header });
      const expected = entry({}, { Credit: '' }, { Debit: '' });
      expect(result.lines).to.deep.equal(expected);
      expect(result).to.include({ debit: 12_050, credit: 12_050, variant: '18 columns, Montant/Sens' });
      expect(result.codes).to.deep.equal([]);
    });
  }

  it('must have a Sens that says a side', async () => {
    for (const sens of ['', '1', '+ 1', 'Debit', 'X']) {
      const result = await parseRows(withSens(sens, 'C'), { header });
      expect(
        result.anomalies.find(({ code }) => code === 'sens-invalid'),
        sens,
      ).to.include({ severity: 'blocking', line: 2, column: 'Sens' });
      expect(result.debit).to.equal(0);
    }
  });

  it('has one pair of signs in a file', async () => {
    const result = await parseRows(withSens('D', '-1'), { header });
    expectAnomalies(result, [{ code: 'sens-mixed', severity: 'warning', line: 3, column: 'Sens' }]);
  });

  it('may be of treasury accounting: BA with 21 columns, BNC with 22', async () => {
    const columns = ['DateRglt', 'ModeRglt', 'NatOp', 'IdClient'];
    const own = ['20250315', 'Chèque', '', ''];
    for (const [count, variant] of [
      [3, 'BA treasury, 21 columns'],
      [4, 'BNC treasury, 22 columns'],
    ] as const) {
      const more = { header: [...HEADER, ...columns.slice(0, count)] };
      const rows = entry({ JournalCode: '', JournalLib: '', ValidDate: '' }).map((row) => [
        ...row,
        ...own.slice(0, count),
      ]);
      const result = await parseRows(rows, more);
      expect(result).to.include({ variant, count: 2, validity: 'provisional' });
      expect(result.codes).to.deep.equal([]);
      expect(result.extraColumns).to.deep.equal(columns.slice(0, count));
      expect(result.lines).to.deep.equal(rows);
      const missing = await parseRows(
        entry().map((row) => [...row, '', '', '', ''].slice(0, 18 + count)),
        more,
      );
      expect(missing.anomalies.slice(0, 2).map(({ code, column }) => [code, column])).to.deep.equal([
        ['data-missing', 'DateRglt'],
        ['data-missing', 'ModeRglt'],
      ]);
    }
  });
});
