/**
 * The tenant's memory on disk: one NDJSON file, one line per act. A line holds every change of its act, so an act is
 * either wholly there after a crash or not at all.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Change } from './records.ts';

const HEADER = JSON.stringify({ journal: 'relais-local-tenant', version: 1 });

/** An append-only file of changes; `rewrite` replaces it as a whole. */
export class Journal {
  readonly path: string;
  #file: number | undefined;
  #size = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, 'journal.ndjson');
  }

  /**
   * Everything the file says, oldest first; undefined when there is no file yet.
   * @throws Error in French when a line other than the last cannot be read.
   */
  read(): Change[] | undefined {
    if (!existsSync(this.path)) return undefined;
    const text = readFileSync(this.path, 'utf8');
    // What follows the last line end was being written when the process died: nobody was told it was done.
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    lines.pop();
    if (lines.length === 0) return undefined;
    if (lines[0] !== HEADER) throw this.#unreadable(1);
    return lines.slice(1).flatMap((line, index) => {
      try {
        return JSON.parse(line) as Change[];
      } catch {
        throw this.#unreadable(index + 2);
      }
    });
  }

  /** Replaces the file by these changes: the renaming is what makes the new one count. */
  rewrite(changes: Change[]): void {
    this.close();
    const draft = `${this.path}.new`;
    const file = openSync(draft, 'w', 0o600);
    const lines = [HEADER, ...changes.map((change) => JSON.stringify([change]))];
    this.#size = writeAll(file, `${lines.join('\n')}\n`, 0);
    fsyncSync(file);
    renameSync(draft, this.path);
    this.#file = file;
  }

  /**
   * Written before the caller is answered. It reaches the system, not the platter: what has to be survived here is
   * the death of the process, and a disk flush for each call would slow every test for nothing.
   */
  append(changes: Change[]): void {
    if (this.#file === undefined) throw new Error('The journal is closed');
    try {
      this.#size += writeAll(this.#file, `${JSON.stringify(changes)}\n`, this.#size);
    } catch (error) {
      // A full disk may leave half a line, which the next one would be glued to.
      ftruncateSync(this.#file, this.#size);
      throw error;
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #unreadable(line: number): Error {
    return new Error(`Le journal ${this.path} est illisible à la ligne ${line} : supprimez-le pour repartir de zéro.`);
  }
}

function writeAll(file: number, text: string, position: number): number {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
  }
  return written;
}
