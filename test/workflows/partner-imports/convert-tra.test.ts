import { expect } from 'chai';
import fc from 'fast-check';
import { type Conversion, type ConversionOptions, convertTra } from '../../../workflows/partner-imports/convert-tra.ts';
import { parseFec } from '../../../workflows/partner-imports/formats/parse-fec.ts';
import { SIREN } from '../../fixtures/fec/generate-fec.ts';
import {
  entryLine,
  header,
  record,
  renderTra,
  SIRET,
  type TraOptions,
  traOf,
} from '../../fixtures/tra/generate-tra.ts';
import { mutateTra } from '../../fuzz/mutate-tra.ts';
import { piecesOf } from './formats/parsing.ts';

type Converted = Conversion & { bytes: Buffer; codes: string[] };

async function convert(tra: Uint8Array, options: ConversionOptions = {}): Promise<Converted> {
  const converting = convertTra(piecesOf(tra), options);
  const parts: Buffer[] = [];
  for await (const part of converting.bytes) parts.push(part);
  const conversion = converting.conclude();
  return { ...conversion, bytes: Buffer.concat(parts), codes: conversion.anomalies.map(({ code }) => code) };
}

function convertLines(lines: string[], options: ConversionOptions = {}): Promise<Converted> {
  return convert(renderTra([header(), ...lines]), options);
}

async function readFec(bytes: Uint8Array, fileName: string | undefined) {
  const parsing = parseFec(piecesOf(bytes), { fileName, siren: SIREN });
  const chunks: Buffer[] = [];
  for await (const chunk of parsing.chunks) chunks.push(chunk.bytes);
  return { ...parsing.result(), text: Buffer.concat(chunks).toString('utf8') };
}

const COMPANY = record('PS1', [[391, SIRET]]);
const ENTRY = [entryLine(), entryLine({ account: '401000', side: 'C' })];
const PERIOD = record('EXO', [
  [7, '001'],
  [10, '01042024'],
  [18, '31032025'],
  [26, 'OUV'],
]);
/** What the writing of a file says of the file alone. */
const OF_THE_FILE = ['encoding-unusual'];

const options: fc.Arbitrary<TraOptions> = fc.record({
  ...{ lines: fc.integer({ min: 2, max: 80 }), seed: fc.nat(), form: fc.constantFrom('STD', 'ETE') },
  ...{ version: fc.constantFrom('011', '007'), numbering: fc.constantFrom('number', 'reference', 'none') },
  ...{ isDeclared: fc.boolean(), hasAnalytics: fc.boolean(), hasCurrencies: fc.boolean() },
  ...{ hasAttachments: fc.boolean(), isValidated: fc.boolean(), analyticLetter: fc.constantFrom('O', '0') },
  ...{ padding: fc.constantFrom(' ', '0'), neutralDate: fc.constantFrom('01011900', '01011970', '        ') },
});

describe('A TRA made into a FEC (domain 198)', () => {
  it('passes the checks of a FEC whenever the TRA passed its own, without a word more (domain 201)', async () => {
    const encoding = fc.constantFrom('windows-1252', 'utf8', 'cp850', 'utf-16le');
    const validation = fc.constantFrom('as-file', 'provisional', { date: 20251231 });
    await fc.assert(
      fc.asyncProperty(options, encoding, validation, async (made, written, wanted) => {
        const { lines, rows } = traOf(made);
        const { name, bytes, result } = await convert(renderTra(lines, { encoding: written }), {
          ...{ siren: SIREN, closing: 20251231, validation: wanted as ConversionOptions['validation'] },
        });
        const fec = await readFec(bytes, name);
        expect(name).to.equal(`${SIREN}FEC20251231.txt`);
        expect(fec).to.include({
          count: rows.length,
          debit: result.debit,
          credit: result.credit,
          entries: result.entries,
        });
        expect(fec.grouping).to.equal('journal-number');
        expect(Object.keys(fec.anomalyCounts)).to.have.length.within(0, 3);
        for (const code of Object.keys(fec.anomalyCounts)) expect(result.anomalyCounts).to.have.property(code);
        const kept = made.isDeclared ? [0, 1, 3, 4, 5, 6, 7, 10, 11, 12] : [0, 3, 4, 6, 10, 11, 12];
        const parts = (row: string[]) => kept.map((n) => row[n]);
        const read = fec.text
          .split('\n')
          .slice(0, -1)
          .map((row) => parts(row.split('\t')));
        expect(read).to.deep.equal(rows.map(parts));
      }),
      { numRuns: 120 },
    );
  });

  it('passes them too when the TRA is spoilt, as long as nothing in it blocks', async () => {
    let accepted = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const { name, bytes, result } = await convert(mutateTra(seed), { siren: SIREN, closing: 20251231 });
      if (name === undefined) continue;
      accepted += 1;
      const fec = await readFec(bytes, undefined);
      expect(fec, `seed ${seed}`).to.include({ count: result.count, debit: result.debit, credit: result.credit });
      for (const [code, { severity }] of Object.entries(fec.anomalyCounts)) {
        if (severity === 'note' || OF_THE_FILE.includes(code)) continue;
        expect(result.anomalyCounts, `seed ${seed}`).to.have.property(code);
      }
    }
    expect(accepted).to.be.greaterThan(50);
  });

  it('is definitive when its date of validation is forced, on every line (domain 202)', async () => {
    const { name, bytes } = await convertLines([COMPANY, ...ENTRY], { validation: { date: 20251231 } });
    const fec = await readFec(bytes, name);
    expect(fec.validity).to.equal('definitive');
    expect(
      fec.text
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split('\t')[15]),
    ).to.deep.equal(['20251231', '20251231']);
  });

  it('is refused when that date is before its last entry (domain 202)', async () => {
    const { name, isBlocked, codes } = await convertLines([COMPANY, ...ENTRY], { validation: { date: 20250131 } });
    expect({ name, isBlocked }).to.deep.equal({ name: undefined, isBlocked: true });
    expect(codes).to.include('forced-date-early');
  });

  it('is provisional when it is not (domain 203)', async () => {
    const { name, bytes } = await convertLines([COMPANY, ...ENTRY]);
    expect((await readFec(bytes, name)).validity).to.equal('provisional');
  });

  it('is definitive all the same when the period was closed before (domain 205, 206)', async () => {
    const { lines } = traOf({ lines: 20, form: 'ETE', isValidated: true });
    expect((await convert(renderTra(lines))).result.validity).to.equal('definitive');
  });

  it('is named by the SIREN and the closing date of the period that holds its entries (domain 204)', async () => {
    const { name, codes } = await convertLines([COMPANY, PERIOD, ...ENTRY], { fileName: '00123_31122025.TRA' });
    expect(name).to.equal(`${SIREN}FEC20250331.txt`);
    expect(codes).not.to.include('closing-guessed');
  });

  it('is named by the date in the TRA’s own name, when no period is declared (domain 200, 204)', async () => {
    for (const fileName of ['00123_30062025.TRA', 'T:\\00123_20250630.tra', '00123_300625.TRA.zip']) {
      expect((await convertLines([COMPANY, ...ENTRY], { fileName })).name, fileName).to.equal(
        `${SIREN}FEC20250630.txt`,
      );
    }
  });

  it('is named by what it is told, else by the end of the last month, with a warning', async () => {
    const told = await convertLines(ENTRY, { siren: SIREN, closing: 20250630, fileName: 'export.TRA' });
    expect(told.name).to.equal(`${SIREN}FEC20250630.txt`);
    expect(told.codes).not.to.include.any.members(['closing-guessed', 'closing-other']);
    const guessed = await convertLines(ENTRY, { siren: SIREN });
    expect(guessed.name).to.equal(`${SIREN}FEC20250331.txt`);
    expect(guessed.codes).to.include('closing-guessed');
    const other = await convertLines([COMPANY, PERIOD, ...ENTRY], { closing: 20251231 });
    expect(other.codes).to.include('closing-other');
    const early = await convertLines([COMPANY, ...ENTRY], { closing: 20250131 });
    expect(early.codes).to.include('closing-early');
  });

  it('has no name without a SIREN, with a wrong one, or with that of another company', async () => {
    expect(await convertLines(ENTRY)).to.deep.include({ name: undefined, isBlocked: true });
    expect((await convertLines(ENTRY)).codes).to.include('siren-missing');
    expect((await convertLines(ENTRY, { siren: '123456789' })).codes).to.include('siren-invalid');
    const other = await convertLines([COMPANY, ...ENTRY], { siren: '732829320' });
    expect(other.name).to.equal(undefined);
    expect(other.codes).to.include('siren-other');
  });

  it('has no name when anything in the TRA blocks', async () => {
    const { name, isBlocked, codes } = await convertLines([COMPANY, entryLine()], { closing: 20251231 });
    expect({ name, isBlocked }).to.deep.equal({ name: undefined, isBlocked: true });
    expect(codes).to.include('file-unbalanced');
    expect((await convert(Buffer.from('Bonjour'))).name).to.equal(undefined);
  });

  it('has the columns of the TRA beside the law’s when they are asked for', async () => {
    const lines = [
      COMPANY,
      entryLine({ payment: 'VIR', due: '30042025' }),
      entryLine({ account: '401000', side: 'C' }),
    ];
    const { name, bytes } = await convertLines(lines, { hasExtras: true });
    const fec = await readFec(bytes, name);
    expect(fec.extraColumns).to.include.members(['TypePiece', 'ModePaiement', 'DateEcheance', 'PieceJointe']);
    expect(fec.text.split('\n')[0]?.split('\t').slice(18, 21)).to.deep.equal(['FF', 'VIR', '20250430']);
    expect((await readFec((await convertLines(lines)).bytes, name)).extraColumns).to.deep.equal([]);
  });

  it('has its characters replaced, and counted, where its encoding lacks them', async () => {
    const lines = [COMPANY, ...ENTRY.map((line) => line.replace('Facture', 'Łódź €?'))];
    const tra = renderTra([header(), ...lines], { encoding: 'utf8' });
    const { bytes, anomalies } = await convert(tra, { encoding: 'ISO-8859-15' });
    expect(bytes.toString('latin1')).to.include('?\u00f3d? \u00a4?');
    expect(anomalies.find(({ code }) => code === 'characters-replaced')?.text).to.equal('4');
    expect((await convert(tra)).codes).not.to.include('characters-replaced');
  });
});
