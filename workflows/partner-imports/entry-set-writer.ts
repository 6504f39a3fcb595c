import type { Types } from 'mongoose';
import { isDuplicateKey } from '../../models/connection.ts';
import { chunkId, EntryChunk, rangeOf } from '../../models/entry-chunk.ts';
import { EntrySummary } from '../../models/entry-summary.ts';
import { EntryValue, type ValueKind, valueId } from '../../models/entry-value.ts';
import { FewAtOnce } from '../few-at-once.ts';
import type { EntryChunk as Chunk, ParseResult, ValueTotal } from './formats/format.ts';
import { PostingLists } from './posting-lists.ts';

/** Chunks being written at once; as many are held in memory. */
const AT_ONCE = 4;
/** Values in one write. */
const BATCH = 1_000;
/**
 * By a majority, so that none is missing when the last write of the import counts; that one is journalled, and with it
 * these.
 */
const writeConcern = { w: 'majority', j: false } as const;

type PostedKind = Exclude<ValueKind, 'section'>;

/** Writes the entries of an import as they are read. They count once the import says so. */
export class EntrySetWriter {
  readonly #cabinetId: string;
  readonly #setId: Types.ObjectId;
  readonly #writes = new FewAtOnce(AT_ONCE);
  readonly #postings: Record<PostedKind, PostingLists> = {
    journal: new PostingLists(),
    account: new PostingLists(),
    tiers: new PostingLists(),
  };
  #chunks = 0;
  #dates = new Int32Array(128);

  constructor(cabinetId: string, setId: Types.ObjectId) {
    this.#cabinetId = cabinetId;
    this.#setId = setId;
  }

  /** Takes one chunk; waits while earlier ones are still being written. */
  async write(chunk: Chunk): Promise<void> {
    const { from, count, firstLine, lastLine, bytes, journals, accounts, tiers } = chunk;
    const number = this.#chunks;
    this.#chunks += 1;
    this.#post('journal', journals, number);
    this.#post('account', accounts, number);
    this.#post('tiers', tiers, number);
    this.#addDates(number, chunk);
    const document = {
      ...{ _id: chunkId(this.#setId, number), cabinetId: this.#cabinetId },
      ...{ from, count, firstLine, lastLine, bytes },
    };
    await this.#writes.start(() => EntryChunk.collection.insertOne(document as never, { writeConcern }));
  }

  /** Writes what the whole file comes to, and makes sure that every chunk is there. */
  async end(result: ParseResult): Promise<void> {
    await this.#writes.settle();
    for (const batch of batches(this.#values(result))) {
      await this.#writes.start(() => insertValues(batch));
    }
    await this.#writes.settle();
    const there = await EntryChunk.collection.countDocuments({ _id: rangeOf(this.#setId) as never });
    if (there !== this.#chunks)
      throw new Error(`${this.#chunks - there} chunks of a set were lost while it was written.`);
    await EntrySummary.collection.insertOne(
      {
        ...{ _id: this.#setId, cabinetId: this.#cabinetId, chunks: this.#chunks, anomalies: result.anomalies },
        dates: Buffer.from(this.#dates.buffer, 0, this.#chunks * 8),
        attachments: result.attachments ?? [],
      },
      { writeConcern },
    );
  }

  /** Waits for writes under way, so that none of them comes after the set was taken away. */
  async abandon(): Promise<void> {
    await this.#writes.settle().catch(() => undefined);
  }

  #post(kind: PostedKind, values: Int32Array, chunk: number): void {
    const lists = this.#postings[kind];
    for (const value of values) lists.add(value, chunk);
  }

  #addDates(number: number, { firstDate, lastDate }: Chunk): void {
    if (number * 2 === this.#dates.length) {
      const more = new Int32Array(this.#dates.length * 2);
      more.set(this.#dates);
      this.#dates = more;
    }
    this.#dates[number * 2] = firstDate;
    this.#dates[number * 2 + 1] = lastDate;
  }

  *#values({ journals, accounts, tiers, sections = [] }: ParseResult) {
    for (const total of journals) yield this.#posted('journal', total);
    for (const total of accounts) yield this.#posted('account', total);
    for (const total of tiers) yield this.#posted('tiers', total);
    for (const { axis, code, label, count } of sections) {
      const value = `${axis} ${code}`;
      yield { ...this.#named('section', value), label, count, debit: 0, credit: 0, chunks: Buffer.alloc(0) };
    }
  }

  #posted(kind: PostedKind, { id, code, label, count, debit, credit }: ValueTotal) {
    return { ...this.#named(kind, code), label, count, debit, credit, chunks: this.#postings[kind].read(id) };
  }

  #named(kind: ValueKind, value: string) {
    return { _id: valueId(this.#setId, kind, value), cabinetId: this.#cabinetId, value };
  }
}

/** Values whose bytes were no text may read alike: the first of them stands for the others. */
async function insertValues(batch: object[]): Promise<void> {
  try {
    await EntryValue.collection.insertMany(batch as never, { writeConcern, ordered: false });
  } catch (error) {
    const { writeErrors = [] } = error as { writeErrors?: { code: number }[] };
    const isOnlyThat = [writeErrors].flat().every(({ code }) => code === 11000) && isDuplicateKey(error);
    if (!isOnlyThat) throw error;
  }
}

function* batches<One>(all: Iterable<One>): Generator<One[]> {
  let batch: One[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
