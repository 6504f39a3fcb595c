import { accountLabel } from './account-label.ts';
import type { AnomalyList } from './anomaly-list.ts';
import type { RowBytes } from './row-bytes.ts';
import type { TraCode } from './tra-codes.ts';
import type { TraDirectory } from './tra-directory.ts';
import { LINE_KIND, type TraLine } from './tra-line.ts';
import type { Padding, TraParameters } from './tra-parameters.ts';

const NO_PADDING: Padding = { length: 0, byte: 0 };

/** What is to be known of a kind of code: where it is declared, what it is called when it is not. */
type CodeKind = {
  directory: TraDirectory;
  undeclared: TraCode;
  column: string;
  labelOf: (code: string) => string;
};

/** Journal, account and tiers of a line with their labels, which its own records or we give (facts: tra.md section 7). */
export class TraCodeFields {
  readonly #line: TraLine;
  readonly #bytes: RowBytes;
  readonly #parameters: TraParameters;
  readonly #anomalies: AnomalyList<TraCode>;
  readonly #journal: CodeKind;
  readonly #account: CodeKind;
  readonly #tiers: CodeKind;
  readonly #notCollective = new Set<number>();

  constructor(line: TraLine, bytes: RowBytes, parameters: TraParameters, anomalies: AnomalyList<TraCode>) {
    this.#line = line;
    this.#bytes = bytes;
    this.#parameters = parameters;
    this.#anomalies = anomalies;
    const { journals, accounts, tiers } = parameters;
    const same = (code: string) => code;
    this.#journal = { directory: journals, undeclared: 'journal-undeclared', column: 'JOURNAL', labelOf: same };
    this.#account = { directory: accounts, undeclared: 'account-undeclared', column: 'GENERAL', labelOf: accountLabel };
    this.#tiers = { directory: tiers, undeclared: 'tiers-undeclared', column: 'AUXILIAIRE', labelOf: same };
  }

  /** Writes code and label, and gives the nature that the journal's record has. */
  writeJournal(): string | undefined {
    this.#line.find(1, 3);
    return this.#parameters.journals.natureOf(this.#write(this.#journal, NO_PADDING));
  }

  /** Writes account and label, then those of the tiers, who are there on lines of that kind alone. */
  writeAccount(kind: number): void {
    const line = this.#line;
    const bytes = this.#bytes;
    line.find(14, 17);
    const account = this.#write(this.#account, this.#parameters.accountPadding);
    const hasField = line.find(32, 17);
    if (kind === LINE_KIND.tiers) {
      if (!hasField) this.#anomalies.add('tiers-missing', { line: line.number, column: 'AUXILIAIRE' });
      this.#write(this.#tiers, this.#parameters.tiersPadding);
      this.#checkCollective(account);
      return;
    }
    if (hasField && kind === LINE_KIND.general) {
      this.#anomalies.add('tiers-unmarked', { line: line.number, column: 'AUXILIAIRE', text: line.text(32, 17) });
    }
    bytes.endField();
    bytes.endField();
  }

  /** Writes the code found and its label, and gives the code's number. */
  #write({ directory, undeclared, column, labelOf }: CodeKind, padding: Padding): number {
    const bytes = this.#bytes;
    const { memory, from, to, number } = this.#line;
    const start = bytes.at;
    bytes.copy(memory, from, to);
    if (bytes.at > start && padding.length > 0) this.#pad(padding, start);
    const end = bytes.at;
    bytes.endField();
    if (end === start) {
      bytes.endField();
      return -1;
    }
    const known = directory.count;
    const id = directory.meet(bytes.view, start, end);
    if (directory.count > known) {
      directory.undeclared += 1;
      if (directory.declared > 0) {
        this.#anomalies.add(undeclared, { line: number, column, text: bytes.memory.toString('utf8', start, end) });
      }
    }
    if (!directory.writeLabel(id, bytes)) {
      const label = labelOf(bytes.memory.toString('utf8', start, end));
      directory.setLabel(id, label);
      const text = Buffer.from(label, 'utf8');
      bytes.copy(text, 0, text.length);
    }
    bytes.endField();
    return id;
  }

  /** Lengths are counted in characters. */
  #pad({ length, byte }: Padding, start: number): void {
    const bytes = this.#bytes;
    let characters = 0;
    for (let at = start; at < bytes.at; at += 1) if (((bytes.memory[at] as number) & 0xc0) !== 0x80) characters += 1;
    for (; characters < length; characters += 1) bytes.byte(byte);
  }

  /** Once for each account. */
  #checkCollective(account: number): void {
    const nature = this.#parameters.accounts.natureOf(account);
    if (!nature || nature === 'collective' || this.#notCollective.has(account)) return;
    this.#notCollective.add(account);
    const { number } = this.#line;
    const text = `${this.#line.text(14, 17)} ${nature}`;
    this.#anomalies.add('account-not-collective', { line: number, column: 'GENERAL', text });
  }
}
