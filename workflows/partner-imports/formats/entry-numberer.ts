/**
 * Numbers for the entries of a file that has none: that of the piece where there is one, else an entry ends where its lines
 * come to nothing, or where the journal or the day changes.
 */
export class EntryNumberer {
  /** Lines that got a number made here. */
  made = 0;
  #number = 0;
  #balance = 0;
  #key = '';

  /** @param key what all lines of an entry share: its journal and day */
  numberOf(piece: string, key: string, cents: number): string {
    this.made += 1;
    if (piece !== '') {
      this.#balance = 0;
      return piece;
    }
    if (this.#balance === 0 || key !== this.#key) {
      this.#number += 1;
      this.#balance = 0;
    }
    this.#key = key;
    this.#balance += cents;
    return String(this.#number);
  }
}
