import type { AnomalyList } from './anomaly-list.ts';
import { copyLines } from './copy-lines.ts';
import { BATCH_LINES, FecBatch } from './fec-batch.ts';
import { FecChecks } from './fec-checks.ts';
import type { FecCode } from './fec-codes.ts';
import { FecLedger } from './fec-ledger.ts';
import type { EntryChunk } from './format.ts';
import { LineHashes } from './line-hashes.ts';
import { scanLines } from './scan-lines.ts';
import type { ValueTotals } from './value-totals.ts';

/** Bytes beyond which a chunk ends before it has all its lines. */
export const CHUNK_BYTES = 512 * 1024;

/** Why `read` came back. */
export type Stop = 'end' | 'full' | 'odd';

/** Where lines are found and put: all in one piece of memory, whose every part is followed by 8 spare bytes. */
export type Arena = { memory: Buffer; view: DataView; out: number };

/**
 * Reads lines whose fields are where the law has them, checks them, and puts their bytes into chunks. Everything is done
 * on bytes, a batch of lines at a time; no string is made unless it is to be shown. A line in which anything is unusual
 * is left to the caller, who rewrites it and gives it again.
 */
export class FecReader {
  stop: Stop = 'end';
  /** Number of the next line of the file. */
  line: number;
  /** Lines in the chunks that were taken. */
  lines = 0;
  readonly ledger: FecLedger;
  readonly checks: FecChecks;
  readonly hashes = new LineHashes();

  readonly #arena: Arena;
  readonly #batch: FecBatch;
  // The chunk that is being filled.
  #out: number;
  #count = 0;
  #firstLine = 0;
  #lastLine = 0;

  constructor(
    arena: Arena,
    anomalies: AnomalyList<FecCode>,
    options: {
      line: number;
      /** Fields of a line, the law's and others. */
      fields: number;
      trailing: number;
      isTreasury: boolean;
      period: { firstDate: number; lastDate: number };
    },
  ) {
    this.#arena = arena;
    this.line = options.line;
    this.#out = arena.out;
    this.#batch = new FecBatch(options.fields, options.trailing);
    this.ledger = new FecLedger(arena, anomalies);
    this.checks = new FecChecks(arena.memory, anomalies, options.isTreasury, options.period);
  }

  get hasChunk(): boolean {
    return this.#count > 0;
  }

  /**
   * Reads lines from `from` to `to`, both at the start of a line, and returns where it stopped: at the end, at a line that
   * is odd, or because the chunk is full and must be taken.
   *
   * @param isRewritten lines are those that the caller rewrote: what their dates and amounts lack was said already. All of
   *   them are one line of the file, which the caller counts.
   */
  read(from: number, to: number, isRewritten: boolean): number {
    const batch = this.#batch;
    // Lines that are longer than most make fewer of them a chunk.
    const room = this.#arena.out + CHUNK_BYTES - this.#out;
    if (this.#count === BATCH_LINES || room <= 0) {
      this.stop = 'full';
      return from;
    }
    const at = scanLines(
      this.#arena,
      batch,
      from,
      Math.min(to, from + room),
      BATCH_LINES - this.#count,
      this.line,
      isRewritten,
    );
    if (batch.count > 0) {
      this.checks.check(batch);
      this.ledger.add(batch);
      this.#out = copyLines(this.#arena, batch, this.#out);
      this.hashes.addAll(batch.hashes, batch.lines, batch.count);
      if (this.#count === 0) this.#firstLine = batch.lines[0] as number;
      this.#lastLine = batch.lines[batch.count - 1] as number;
      this.#count += batch.count;
      if (!isRewritten) this.line += batch.count;
    }
    this.stop = batch.isOdd ? 'odd' : at < to ? 'full' : 'end';
    return at;
  }

  /** The chunk so far; the next line begins another one. */
  takeChunk(): EntryChunk {
    const { ledger, checks } = this;
    const { memory, out } = this.#arena;
    const named = ({ table }: ValueTotals, ids: number[]) => Int32Array.from(ids.filter((id) => table.length(id) > 0));
    const chunk: EntryChunk = {
      from: this.lines,
      count: this.#count,
      firstLine: this.#firstLine,
      lastLine: this.#lastLine,
      bytes: Buffer.from(memory.subarray(out, this.#out)),
      firstDate: checks.chunkLast === 0 ? 0 : checks.chunkFirst,
      lastDate: checks.chunkLast,
      debit: ledger.chunkDebit,
      credit: ledger.chunkCredit,
      journals: named(ledger.journals, ledger.chunkJournals),
      accounts: named(ledger.accounts, ledger.chunkAccounts),
      tiers: named(ledger.tiers, ledger.chunkTiers),
    };
    this.lines += this.#count;
    this.#out = out;
    this.#count = 0;
    ledger.startChunk();
    checks.startChunk();
    return chunk;
  }

  /** No line comes any more. */
  end(): void {
    this.ledger.end();
  }
}
