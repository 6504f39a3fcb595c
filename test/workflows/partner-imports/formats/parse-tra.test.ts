import { expect } from 'chai';
import { parseTra, type TraContext } from '../../../../workflows/partner-imports/formats/parse-tra.ts';
import { SIREN } from '../../../fixtures/fec/generate-fec.ts';
import { entryLine, header, placed, record, renderTra, SIRET, traOf } from '../../../fixtures/tra/generate-tra.ts';
import { parseTraBytes, parseTraLines } from './parsing-tra.ts';

/** The example of the format's own description: an invoice of 2392, 1200 of it shared out on three axes. */
const INVOICE = [
  entryLine({ account: '401000', kind: 'X', tiers: 'FDUPONT', side: 'C', amount: '2392,00', number: '1' }),
  entryLine({ account: '445660', amount: '392,00', number: '1' }),
  entryLine({ account: '601100', amount: '1200,00', number: '1' }),
  ...[
    ['A1', 'PARIS', '400,00'],
    ['A1', 'LYON', '800,00'],
    ['A2', 'NORD', '300,00'],
    ['A2', 'SUD', '900,00'],
    ['A3', 'SIEGE', '1200,00'],
  ].map(([axis, tiers, amount]) => entryLine({ account: '601100', kind: 'A', axis, tiers, amount, number: '1' })),
  entryLine({ account: '602100', amount: '800,00', number: '1' }),
];
const DECLARED = [
  record('PS1', [
    [7, 'SOCIETE EXEMPLE'],
    [391, SIRET],
  ]),
  record('PS2', [
    [7, '08'],
    [9, '0'],
    [10, '10'],
    [12, '0'],
  ]),
  record('EXO', [
    [7, '001'],
    [10, '01012025'],
    [18, '31122025'],
    [26, 'OUV'],
    [32, 'EXERCICE 2025'],
  ]),
  record('CGN', [
    [7, '401000'],
    [24, 'Fournisseurs'],
    [59, 'COF'],
  ]),
  record('CGE', [
    [7, '445660'],
    [24, 'TVA déductible'],
    [59, 'DIV'],
  ]),
  record('CGN', [
    [7, '601100'],
    [24, 'Matières'],
    [59, 'CHA'],
  ]),
  record('CGN', [
    [7, '602100'],
    [24, 'Emballages'],
    [59, 'CHA'],
  ]),
  record('CAE', [
    [7, 'FDUPONT'],
    [24, 'Dupont et fils'],
    [59, 'FOU'],
    [63, '401000'],
  ]),
  record('NSA', [
    [7, 'PARIS'],
    [24, 'Agence de Paris'],
    [59, 'A1'],
    [62, 'SP1'],
  ]),
  record('JAL', [
    [7, 'AC'],
    [10, 'Achats'],
    [45, 'ACH'],
  ]),
];

describe('A TRA', () => {
  it('counts the general lines alone: the analytic ones would triple the expense (domain 161, tra.md 5)', async () => {
    const result = await parseTraLines(INVOICE);
    expect(result).to.include({ format: 'tra', variant: 'JRL STD 011', count: 4, debit: 239_200, credit: 239_200 });
    expect(result).to.include({ entries: 1, grouping: 'journal-number', validity: 'provisional' });
    expect(result.lines.map(({ CompteNum, Debit, Credit }) => [CompteNum, Debit, Credit])).to.deep.equal([
      ['401000', '0,00', '2392,00'],
      ['445660', '392,00', '0,00'],
      ['601100', '1200,00', '0,00'],
      ['602100', '800,00', '0,00'],
    ]);
    expect(result.sections.map(({ axis, code, count }) => `${axis} ${code} ${count}`)).to.deep.equal([
      'A1 PARIS 1',
      'A1 LYON 1',
      'A2 NORD 1',
      'A2 SUD 1',
      'A3 SIEGE 1',
    ]);
    expect(result.anomalies.find(({ code }) => code === 'lines-beside-entries')?.text).to.equal('A 5');
    expect(result.blocking).to.deep.equal([]);
  });

  it('has its codes padded and named by its own records (tra.md 4)', async () => {
    const result = await parseTraLines([...DECLARED, ...INVOICE], { siren: SIREN });
    expect(result.lines[0]).to.include({ JournalCode: 'AC', JournalLib: 'Achats', CompteNum: '40100000' });
    expect(result.lines[0]).to.include({
      CompteLib: 'Fournisseurs',
      CompAuxNum: 'FDUPONT000',
      CompAuxLib: 'Dupont et fils',
    });
    expect(result.lines[1]).to.include({ CompteNum: '44566000', CompteLib: 'TVA déductible', CompAuxNum: '' });
    expect(result.sections[0]).to.deep.equal({ axis: 'A1', code: 'PARIS', label: 'Agence de Paris', count: 1 });
    expect(result.exercices).to.deep.equal([
      { code: '001', start: 20250101, end: 20251231, label: 'EXERCICE 2025', state: 'OUV' },
    ]);
    expect(result.siren).to.equal(SIREN);
    expect(result.codes).to.deep.equal(['lines-beside-entries', 'provisional']);
    expect(result.accounts.map(({ code, label }) => `${code} ${label}`)).to.include('60110000 Matières');
  });

  it('has codes padded by characters, whatever bytes these have', async () => {
    const records = [
      record('PS2', [
        [7, '08'],
        [9, '0'],
        [10, '10'],
        [12, '0'],
      ]),
      record('CAE', [
        [7, 'ÉCLAIR'],
        [24, 'Éclair'],
      ]),
    ];
    const lines = [entryLine(), entryLine({ account: '401', kind: 'X', tiers: 'ÉCLAIR', side: 'C' })];
    const result = await parseTraLines([...records, ...lines]);
    expect(result.lines[1]).to.include({ CompteNum: '40100000', CompAuxNum: 'ÉCLAIR0000', CompAuxLib: 'Éclair' });
    expect(result.codes).not.to.include('tiers-undeclared');
  });

  it('lists only what its entries use, whatever else it declares', async () => {
    const result = await parseTraLines([
      ...DECLARED,
      entryLine({ account: '601100' }),
      entryLine({ account: '602100', side: 'C' }),
    ]);
    expect(result.accounts.map(({ code }) => code)).to.deep.equal(['60110000', '60210000']);
    expect(result.tiers).to.deep.equal([]);
  });

  it('names accounts, journals and tiers by themselves when it declares none, and says so once (tra.md 9)', async () => {
    const result = await parseTraLines(INVOICE);
    expect(result.lines[0]).to.include({ JournalLib: 'AC', CompteLib: 'Fournisseurs', CompAuxLib: 'FDUPONT' });
    expect(result.codes).to.include.members(['journals-not-declared', 'accounts-not-declared', 'tiers-not-declared']);
    expect(result.codes).not.to.include('account-undeclared');
  });

  it('puts what the FEC has no column for into columns of its own', async () => {
    const [first = '', second = ''] = [
      entryLine({ type: 'FF', payment: 'VIR', due: '30042025', establishment: '001' }),
      entryLine({ account: '607000', side: 'C', kind: 'H', tiers: 'PARIS', axis: 'A1', due: '01011970' }),
    ];
    const document = (path: string) =>
      placed(
        [
          [1, 'AC15032025FF'],
          [31, 'G'],
          [84, path],
        ],
        222,
      );
    const result = await parseTraLines([first, document('a b.pdf'), document('c.pdf'), second]);
    expect(result.extraColumns).to.deep.equal([
      ...['TypePiece', 'ModePaiement', 'DateEcheance', 'SectionAnalytique', 'Etablissement', 'PieceJointe'],
    ]);
    expect(result.lines[0]).to.include({ TypePiece: 'FF', ModePaiement: 'VIR', DateEcheance: '20250430' });
    expect(result.lines[0]).to.include({ SectionAnalytique: '', Etablissement: '001', PieceJointe: 'a b.pdf*c.pdf' });
    expect(result.lines[1]).to.include({ SectionAnalytique: 'A1 PARIS', DateEcheance: '', PieceJointe: '' });
    expect(result.attachments).to.deep.equal(['a b.pdf', 'c.pdf']);
  });

  it('takes lettering, voucher dates, the counter and validation from extended lines of version 011 (tra.md 6)', async () => {
    const extended = (lettering: string, state: string) =>
      [
        [258, '01032025'],
        [998, '20042025'],
        [1014, lettering],
        [1021, state],
        [1395, '42'],
        [1400, '30062025'],
      ] as [number, string][];
    const lines = [
      entryLine({ number: '7', extended: extended('AAAA', 'TL') }),
      entryLine({ account: '401000', side: 'C', number: '7', extended: extended('BBBB', 'AL') }),
    ];
    const result = await parseTraLines([header({ form: 'ETE' }), ...lines]);
    expect(result.lines[0]).to.include({ EcritureNum: '42', PieceDate: '20250301', EcritureLet: 'AAAA' });
    expect(result.lines[0]).to.include({ DateLet: '20250420', ValidDate: '20250630' });
    expect(result.lines[1]).to.include({ EcritureLet: '', DateLet: '' });
    expect(result.validity).to.equal('definitive');
    const older = await parseTraLines([header({ form: 'ETE', version: '007' }), ...lines]);
    expect(older.lines[0]).to.include({ EcritureNum: '7', PieceDate: '20250301', ValidDate: '' });
    const standard = await parseTraLines([header(), ...lines]);
    expect(standard.lines[0]).to.include({ EcritureNum: '7', PieceDate: '20250315', EcritureLet: '' });
  });

  it('has its dates of validation left out, taken as they are, or forced on every line (domain 202, 203)', async () => {
    const extended: [number, string][] = [[1400, '30062025']];
    const lines = [header({ form: 'ETE' }), entryLine({ extended }), entryLine({ account: '401000', side: 'C' })];
    const datesOf = async (validation?: TraContext['validation']) =>
      (await parseTraLines(lines, { validation })).lines.map(({ ValidDate }) => ValidDate);
    expect(await datesOf()).to.deep.equal(['20250630', '']);
    expect(await datesOf('as-file')).to.deep.equal(['20250630', '']);
    expect(await datesOf('provisional')).to.deep.equal(['', '']);
    expect(await datesOf({ date: 20251231 })).to.deep.equal(['20251231', '20251231']);
  });

  it('cannot be validated before its last entry (domain 202)', async () => {
    const lines = [entryLine(), entryLine({ account: '401000', side: 'C' })];
    const early = await parseTraLines(lines, { validation: { date: 20250314 } });
    expect(early.blocking).to.deep.equal(['forced-date-early']);
    expect((await parseTraLines(lines, { validation: { date: 20250315 } })).blocking).to.deep.equal([]);
  });

  it('is the same file however its stream is cut, and whatever ends its lines', async () => {
    const { lines } = traOf({ lines: 120, hasAnalytics: true, hasAttachments: true });
    const whole = await parseTraBytes(renderTra(lines));
    for (const size of [1, 7, 223, 4_096]) expect(await parseTraBytes(renderTra(lines), {}, size)).to.deep.equal(whole);
    for (const eol of ['\n', '\r']) {
      expect(await parseTraBytes(renderTra(lines, { eol, cut: true }))).to.deep.equal(whole);
    }
  });

  it('has its positions counted in characters, in any encoding (tra.md 1)', async () => {
    const lines = [
      entryLine({ label: 'Réglé à l’épicerie du marché œ' }),
      entryLine({ account: '401000', kind: 'X', tiers: 'ÉCLAIR', side: 'C', label: 'Été à Noël' }),
    ];
    for (const encoding of ['windows-1252', 'utf8', 'utf-16le']) {
      const result = await parseTraLines(lines, {}, { encoding });
      expect(result.lines[0], encoding).to.include({ EcritureLib: 'Réglé à l’épicerie du marché œ', Debit: '120,50' });
      expect(result.lines[1], encoding).to.include({
        CompAuxNum: 'ÉCLAIR',
        EcritureLib: 'Été à Noël',
        Credit: '120,50',
      });
      expect(result.blocking).to.deep.equal([]);
    }
    const dos = await parseTraLines(
      lines.map((line) => line.replace('’', "'").replace('œ', 'o')),
      {},
      { encoding: 'cp850' },
    );
    expect(dos.encoding).to.equal('CP850');
    expect(dos.lines[0]).to.include({ EcritureLib: "Réglé à l'épicerie du marché o", Debit: '120,50' });
  });

  it('gives its rows in chunks that follow one another and add up, of many blocks too', async () => {
    const { lines, rows } = traOf({ lines: 6_000, seed: 5 });
    const result = await parseTraBytes(renderTra(lines));
    expect(result.chunks).to.have.length.greaterThan(10);
    let from = 0;
    for (const chunk of result.chunks) {
      expect(chunk.from).to.equal(from);
      expect(chunk.bytes.toString().split('\n')).to.have.lengthOf(chunk.count + 1);
      from += chunk.count;
    }
    expect(from).to.equal(rows.length);
    expect(result.chunks.reduce((sum, { debit }) => sum + debit, 0)).to.equal(result.debit);
    const first = lines.findIndex((line) => !line.startsWith('***'));
    expect(result.chunks[0]?.firstLine).to.equal(first + 1);
    expect(result.chunks.at(-1)?.lastLine).to.equal(lines.length);
  });

  it('has its result only when its chunks have ended', () => {
    expect(() => parseTra((async function* () {})()).result()).to.throw(/before its chunks had ended/);
  });
});

describe('The entries of a TRA (tra.md 5)', () => {
  const numbersOf = async (lines: string[]) => {
    const result = await parseTraLines(lines);
    return {
      numbers: result.lines.map(({ EcritureNum }) => EcritureNum),
      codes: result.codes,
      entries: result.entries,
    };
  };
  const pair = (fields: Parameters<typeof entryLine>[0]) => [
    entryLine(fields),
    entryLine({ account: '401000', side: 'C', ...fields }),
  ];

  it('are told apart by NUMEROPIECE when the file uses it, aligned anyhow', async () => {
    const { numbers } = await numbersOf([...pair({ number: '12' }), ...pair({ number: '13'.padEnd(8) })]);
    expect(numbers).to.deep.equal(['12', '12', '13', '13']);
  });

  it('are told apart by their references when it does not, zeros standing for nothing', async () => {
    const lines = [...pair({ reference: 'F1', number: '0' }), ...pair({ reference: 'F2', number: '00000000' })];
    expect((await numbersOf(lines)).numbers).to.deep.equal(['AC000001', 'AC000001', 'AC000002', 'AC000002']);
  });

  it('end where they balance when they have no reference either, and are numbered in each journal', async () => {
    const lines = [
      ...pair({ reference: '' }),
      ...pair({ reference: '' }),
      ...pair({ reference: '', journal: 'VE' }),
      ...pair({ reference: '', date: '16032025' }),
    ];
    const { numbers, entries } = await numbersOf(lines);
    expect(numbers.filter((_, n) => n % 2 === 0)).to.deep.equal(['AC000001', 'AC000002', 'VE000001', 'AC000003']);
    expect(entries).to.equal(4);
  });

  it('go on through another reference as long as they do not balance', async () => {
    const lines = [entryLine({ reference: 'CHQ 1', amount: '60' }), entryLine({ reference: 'CHQ 2', amount: '60,50' })];
    const { numbers, codes } = await numbersOf([...lines, entryLine({ account: '401000', side: 'C', reference: '' })]);
    expect(new Set(numbers)).to.have.lengthOf(1);
    expect(codes).to.include('references-within-entry').and.not.to.include('entry-unbalanced');
  });

  it('never go on into another day', async () => {
    const lines = [
      entryLine({}),
      ...pair({ date: '16032025' }),
      ...pair({ reference: 'F3' }),
      ...pair({ reference: 'F4' }),
    ];
    expect((await numbersOf(lines)).numbers.slice(0, 3)).to.deep.equal(['AC000001', 'AC000002', 'AC000002']);
  });

  it('have numbers everywhere or nowhere', async () => {
    const { codes } = await numbersOf([...pair({ number: '1' }), ...pair({ reference: 'F9' })]);
    expect(codes).to.include('numbers-mixed');
  });
});
