import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import type { Cell } from '../../../workflows/spreadsheets/cell.ts';
import { readRows } from '../../../workflows/spreadsheets/read-rows.ts';
import { writeCsv } from '../../../workflows/spreadsheets/write-csv.ts';
import { writeXlsx } from '../../../workflows/spreadsheets/write-xlsx.ts';
import { piecesOf } from './files.ts';

const ROWS = 10_000;
const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap that are in use by something. */
function liveHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Twelve cells that are like no others: some twenty megabytes in all. */
async function* wideRows(onRow: (row: number) => void = () => undefined): AsyncGenerator<Cell[]> {
  for (let row = 0; row < ROWS; row++) {
    onRow(row);
    yield Array.from({ length: 12 }, (_, column) => `${row}-${column} ${'Établissements '.repeat(10)}`);
  }
}

const HEADER = Array.from({ length: 12 }, (_, column) => `Titre ${column}`);

describe('Ten thousand rows', () => {
  for (const [name, write] of [
    ['CSV', writeCsv],
    ['XLSX', writeXlsx],
  ] as const) {
    it(`are read from ${name} a few at a time, however slow their reader is`, async () => {
      const file = await buffer(write(HEADER, wideRows()));
      const before = liveHeap();
      let count = 0;
      let growth = 0;
      for await (const row of readRows(piecesOf(file, 64 * 1024))) {
        count += 1;
        if (count % 3_000 === 0) {
          // Time enough for a reader that runs ahead to be caught at it.
          await setTimeout(100);
          growth = Math.max(growth, liveHeap() - before);
        }
        expect(row.line).to.equal(count);
      }
      expect(count).to.equal(ROWS + 1);
      expect(growth / MIB).to.be.below(8);
    });

    it(`are written as ${name} a few at a time`, async () => {
      const before = liveHeap();
      let bytes = 0;
      let rows = 0;
      let looks = 0;
      let growth = 0;
      const stream = write(
        HEADER,
        wideRows((row) => {
          rows = row;
        }),
      );
      for await (const chunk of stream) {
        bytes += (chunk as Buffer).length;
        // A look is dear in a process that has run thousands of tests: five of them tell as much as a hundred.
        if (rows < looks * (ROWS / 5)) continue;
        looks += 1;
        growth = Math.max(growth, liveHeap() - before);
      }
      expect(looks).to.be.greaterThan(3);
      expect(bytes).to.be.greaterThan(100_000);
      expect(growth / MIB).to.be.below(8);
    });
  }
});
