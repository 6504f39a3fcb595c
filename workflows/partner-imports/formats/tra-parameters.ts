import { readSiren } from '../../identifiers/read-siren.ts';
import { readSiret } from '../../identifiers/read-siret.ts';
import type { AnomalyList } from './anomaly-list.ts';
import type { Exercice } from './format.ts';
import { readDateText } from './read-date-text.ts';
import type { TraCode } from './tra-codes.ts';
import { TraDirectory } from './tra-directory.ts';
import type { TraLine } from './tra-line.ts';

/** Records that hold nothing which entries need (facts: tra.md section 4). */
const SKIPPED = new Set(
  (
    'PS3 PS4 MDP MDR REG TVA SOU CRR CRI RUP PTL CTL XTL SSA SPA VEN VAE VAD RIB BQC BQE EXB EXL CON FBG FBJ FBS ARS YTC ' +
    'RRL CTI CCI CPJ RAM RAD CVP CHA SDC SDM ICS MDT RCA DIC SMA'
  ).split(' '),
);
const MAX_EXERCICES = 100;
const MAX_RATES = 1_000;
/** Types of record that are named in an anomaly. */
const MAX_UNKNOWN = 50;

/** Length to which codes are padded, and by what. */
export type Padding = { length: number; byte: number };
type Currency = { iso: string; rate: number };

/** What the records before the entries say, as far as entries need it (facts: tra.md section 4). */
export class TraParameters {
  readonly journals = new TraDirectory();
  readonly accounts = new TraDirectory();
  readonly tiers = new TraDirectory();
  readonly sections = new TraDirectory();
  readonly exercices: Exercice[] = [];
  readonly currencies = new Map<string, Currency>();
  /** Of the company that keeps these books; empty when no record tells. */
  siren = '';
  booksCurrency = 'EUR';
  accountPadding: Padding = { length: 0, byte: 0 };
  tiersPadding: Padding = { length: 0, byte: 0 };
  readonly #anomalies: AnomalyList<TraCode>;
  readonly #expectedSiren: string | undefined;
  readonly #unknown = new Set<string>();

  constructor(anomalies: AnomalyList<TraCode>, expectedSiren: string | undefined) {
    this.#anomalies = anomalies;
    this.#expectedSiren = expectedSiren;
  }

  /** Reads a line that begins by three stars. */
  read(line: TraLine): void {
    const code = line.text(4, 3);
    const read = this.#readers[code];
    if (read) read(line);
    else if (!SKIPPED.has(code) && !/^TL.$/.test(code) && !this.#unknown.has(code)) {
      if (this.#unknown.size < MAX_UNKNOWN) this.#unknown.add(code);
      this.#anomalies.add('record-unknown', { line: line.number, text: `***${code}` });
    }
  }

  /** The days from the first period's first to the last one's last, periods not open left aside; zeros without any. */
  get period(): { firstDate: number; lastDate: number } {
    const open = this.exercices.filter(({ state }) => state !== 'NON');
    const all = open.length > 0 ? open : this.exercices;
    if (all.length === 0) return { firstDate: 0, lastDate: 0 };
    return { firstDate: Math.min(...all.map(({ start }) => start)), lastDate: Math.max(...all.map(({ end }) => end)) };
  }

  readonly #readers: Record<string, (line: TraLine) => void> = {
    PS1: (line) => this.#readSiret(line, 391),
    PS2: (line) => {
      this.accountPadding = paddingOf(line, 7, 9);
      this.tiersPadding = paddingOf(line, 10, 12);
    },
    PS5: (line) => {
      this.booksCurrency = line.text(7, 3) || 'EUR';
      if (this.booksCurrency !== 'EUR') {
        this.#anomalies.add('books-currency', { line: line.number, column: 'DEVISE', text: this.booksCurrency });
      }
    },
    EXO: (line) => this.#readExercice(line),
    // Its head office may be elsewhere, but never another company.
    ETB: (line) => {
      if (this.siren === '') this.#readSiret(line, 247);
    },
    CGN: (line) => this.#readAccount(line),
    CGE: (line) => this.#readAccount(line),
    CAE: (line) => this.tiers.declare(padded(line.text(7, 17), this.tiersPadding), line.text(24, 35), line.text(59, 3)),
    JAL: (line) => this.journals.declare(line.text(7, 3), line.text(10, 35), line.text(45, 3)),
    SAT: (line) => this.#readSection(line),
    NSA: (line) => this.#readSection(line),
    DEV: (line) => {
      const code = line.text(7, 3);
      if (code === '' || this.currencies.size >= MAX_RATES) return;
      const quotity = readRate(line.text(50, 6)) || 1;
      this.currencies.set(code, { iso: line.text(77, 3) || code, rate: readRate(line.text(57, 20)) / quotity });
    },
  };

  #readSiret(line: TraLine, position: number): void {
    const text = line.text(position, 17);
    if (text === '') return;
    const where = { line: line.number, column: 'SIRET', text };
    const siret = readSiret(text);
    // Some fill in no more than the SIREN.
    const siren = readSiren(text);
    if (!siret.ok && !siren.ok) {
      this.#anomalies.add('siret-invalid', where);
      return;
    }
    this.siren = siret.ok ? siret.value.siren : siren.ok ? siren.value : '';
    if (this.#expectedSiren && this.#expectedSiren !== this.siren) this.#anomalies.add('siren-other', where);
  }

  #readExercice(line: TraLine): void {
    const dates = [line.text(10, 8), line.text(18, 8)];
    const [start = 0, end = 0] = dates.map(dayOf);
    if (start === 0 || end === 0 || start > end) {
      this.#anomalies.add('period-invalid', { line: line.number, column: 'EXO', text: dates.join(' - ') });
      return;
    }
    if (this.exercices.length >= MAX_EXERCICES) return;
    this.exercices.push({ code: line.text(7, 3), start, end, label: line.text(32, 35), state: line.text(26, 3) });
  }

  /** Collective accounts are those of a nature that says so, or with the mark of one. */
  #readAccount(line: TraLine): void {
    const nature = line.text(59, 3);
    const isCollective = /^CO/.test(nature) || line.text(350, 1) === 'X';
    const code = padded(line.text(7, 17), this.accountPadding);
    this.accounts.declare(code, line.text(24, 35), isCollective ? 'collective' : nature);
  }

  #readSection(line: TraLine): void {
    this.sections.declare(`${line.text(59, 3)} ${line.text(7, 17)}`, line.text(24, 35), '');
  }
}

function paddingOf(line: TraLine, length: number, byte: number): Padding {
  const digits = line.text(length, 2);
  const wanted = /^\d{1,2}$/.test(digits) ? Number(digits) : 0;
  const character = line.byteAt(byte);
  // What is no letter or digit pads nothing that could be told from padding afterwards.
  const isPlain = /[0-9A-Za-z]/.test(String.fromCharCode(character));
  return isPlain && wanted <= 17 ? { length: wanted, byte: character } : { length: 0, byte: 0 };
}

function padded(code: string, { length, byte }: Padding): string {
  return code === '' ? code : code.padEnd(length, String.fromCharCode(byte));
}

/** JJMMAAAA as AAAAMMJJ, 0 for what is none. */
function dayOf(text: string): number {
  const reading = readDateText(`${text.slice(4, 8)}${text.slice(2, 4)}${text.slice(0, 2)}`);
  return 'date' in reading && reading.isCanonical ? reading.date : 0;
}

/** A rate of any number of decimals; 0 for what is none. */
export function readRate(text: string): number {
  const rate = /^\d+(?:[.,]\d*)?$/.test(text) ? Number(text.replace(',', '.')) : 0;
  return Number.isFinite(rate) ? rate : 0;
}
