import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { parseTra } from '../../../../workflows/partner-imports/formats/parse-tra.ts';
import { renderTra, traOf } from '../../../fixtures/tra/generate-tra.ts';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use, of the heap and of buffers. */
function liveMemory(): number {
  // Buffers go at the second time.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('A TRA of many blocks', () => {
  it('holds no more memory when it is twice as long, but for what its lines are remembered by', async () => {
    const { lines } = traOf({ lines: 4_000, hasAnalytics: true, hasAttachments: true });
    const first = lines.findIndex((line) => !line.startsWith('***'));
    const head = renderTra(lines.slice(0, first));
    const block = renderTra(lines.slice(first));
    const used = async (times: number) => {
      let most = 0;
      async function* source() {
        yield head;
        for (let n = 0; n < times; n += 1) yield block;
      }
      const parsing = parseTra(source());
      let count = 0;
      for await (const chunk of parsing.chunks) {
        count += chunk.count;
        if (chunk.from % 20_000 < 500) most = Math.max(most, liveMemory());
      }
      expect(count).to.equal(times * 4_000);
      expect(parsing.result().sections.length).to.be.below(5);
      return most / MIB;
    };
    await used(1);
    const [short, long] = [await used(10), await used(20)];
    // 40,000 lines more, at 24 bytes each at most.
    expect(long - short).to.be.below(4);
  });
});
