import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SIREN } from '../fixtures/fec/generate-fec.ts';
import { entryLine, header, record, renderTra, SIRET } from '../fixtures/tra/generate-tra.ts';

const FEC = `${SIREN}FEC20251231.txt`;
const TRA = '00123_31122025.TRA';
const COMPANY = record('PS1', [[391, SIRET]]);
const ENTRY = [entryLine(), entryLine({ account: '401000', side: 'C' })];

describe('npm run convert (domain 198)', function () {
  this.timeout(60_000);
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-convert-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function put(lines: string[], name = TRA): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, renderTra([header(), ...lines]));
    return path;
  }

  function run(...words: string[]): Promise<{ code: number; out: string; errors: string }> {
    return new Promise((done) => {
      execFile(process.execPath, ['scripts/run.mjs', 'scripts/convert.ts', ...words], (error, out, errors) => {
        // Blanks of numbers differ from one version of the engine to another.
        const plain = out.replace(/[\u00a0\u202f]/g, ' ');
        done({ code: error ? Number(error.code) : 0, out: plain, errors });
      });
    });
  }

  it('writes the FEC beside the TRA, under its lawful name, and says what it holds (domain 204)', async () => {
    const { code, out } = await run(await put([COMPANY, ...ENTRY]));
    expect(code).to.equal(0);
    expect(out)
      .to.include(`FEC écrit : ${join(folder, FEC)}`)
      .and.to.include('2 ligne(s), 1 écriture(s), le 15/03/2025.');
    expect(out).to.include('Total débit 120,50 €, total crédit 120,50 €.').and.to.include('FEC provisoire');
    expect(await readdir(folder)).to.have.members([TRA, FEC]);
    expect(await readFile(join(folder, FEC), 'utf8')).to.match(
      /^JournalCode\t.*\r\nAC\tAC\tAC000001\t20250315\t606300\t/,
    );
  });

  it('makes it definitive on demand, and refuses a date before the last entry (domain 202)', async () => {
    const path = await put([COMPANY, ...ENTRY]);
    const early = await run(path, '--definitive', '2025-03-14');
    expect(early.code).to.equal(1);
    expect(early.out).to.include('n’a pas été écrit').and.to.include('forced-date-early « 20250314 < 20250315 »');
    const { code, out } = await run(path, '--definitive', '2025-12-31');
    expect(code).to.equal(0);
    expect(out).to.include('FEC définitif');
    expect((await readFile(join(folder, FEC), 'utf8')).split('\r\n')[1]?.split('\t')[15]).to.equal('20251231');
  });

  it('leaves nothing behind when anything blocks, and says where', async () => {
    const { code, out } = await run(await put([COMPANY, ENTRY[0] ?? '']));
    expect(code).to.equal(1);
    expect(out).to.include('Bloquantes (2) :').and.to.include('file-unbalanced « +120,50 »');
    expect(await readdir(folder)).to.deep.equal([TRA]);
  });

  it('never replaces a file unless told to', async () => {
    const path = await put([COMPANY, ...ENTRY]);
    await writeFile(join(folder, FEC), 'mine');
    const refused = await run(path);
    expect(refused.code).to.equal(1);
    expect(refused.errors).to.include(`${join(folder, FEC)} existe déjà`);
    expect(await readFile(join(folder, FEC), 'utf8')).to.equal('mine');
    expect(await readdir(folder)).to.have.members([TRA, FEC]);
    expect((await run(path, '--force')).code).to.equal(0);
    expect(await readFile(join(folder, FEC), 'utf8')).to.match(/^JournalCode/);
  });

  it('takes the SIREN, the closing date and the folder that it is given', async () => {
    const path = await put(ENTRY, 'export.TRA');
    expect((await run(path)).out).to.include('siren-missing');
    await mkdir(join(folder, 'sortie'));
    const { code, out } = await run(
      path,
      '--siren',
      '912 345 675',
      '--closing',
      '2025-06-30',
      '--out',
      join(folder, 'sortie'),
    );
    expect(out).to.include(`FEC écrit : ${join(folder, 'sortie', `${SIREN}FEC20250630.txt`)}`);
    expect(code).to.equal(0);
  });

  it('says what is wrong with what it is told', async () => {
    const path = await put([COMPANY, ...ENTRY]);
    for (const [words, sentence] of [
      [[], 'Usage : npm run convert'],
      [[path, path], 'Usage : npm run convert'],
      [[path, '--bogus'], 'Usage : npm run convert'],
      [[path, '--closing', '31/12/2025'], '--closing attend une date comme 2024-12-31'],
      [[path, '--definitive', '2025-02-30'], '--definitive attend une date comme 2024-12-31'],
      [[join(folder, 'absent.TRA')], 'absent.TRA : ce fichier ou ce dossier n’existe pas.'],
      [[folder], 'c’est un dossier, pas un fichier'],
      [[path, '--out', join(folder, 'absent')], 'absent : ce fichier ou ce dossier n’existe pas.'],
    ] as const) {
      const { code, errors } = await run(...words);
      expect(code, sentence).to.equal(1);
      expect(errors).to.include(sentence);
    }
    expect(await readdir(folder)).to.deep.equal([TRA]);
  });
});
