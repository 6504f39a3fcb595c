/** Sums of the rows so far, by which a row of totals is known that no word announces. */
export class RunningTotals {
  #all = { debit: 0, credit: 0 };
  #part = { debit: 0, credit: 0 };
  #rows = 0;

  add(debit: number, credit: number): void {
    this.#rows += 1;
    for (const sums of [this.#all, this.#part]) {
      sums.debit += debit;
      sums.credit += credit;
    }
  }

  /** Whether these are the sums of all rows, or of those since the last total; the next part then begins. */
  isTotal(debit: number, credit: number): boolean {
    const is = [this.#all, this.#part].some((sums) => sums.debit === debit && sums.credit === credit);
    if (this.#rows < 2 || !is || (debit === 0 && credit === 0)) return false;
    this.startPart();
    return true;
  }

  startPart(): void {
    this.#part = { debit: 0, credit: 0 };
  }
}
