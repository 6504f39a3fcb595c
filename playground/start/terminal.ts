/** What the launcher writes: short French lines, with the time each step took. */
const LABEL_WIDTH = 38;

export type Terminal = {
  /** One line, as it is. */
  say(line: string): void;
  /** Runs a step and shows its label with the time it took. */
  step<T>(label: string, work: () => Promise<T>): Promise<T>;
};

/** Writes on `stream`; on a real terminal the label of the step at work is shown while one waits. */
export function openTerminal(stream: NodeJS.WriteStream = process.stdout): Terminal {
  // A closed window or a pipe that nobody reads any more must not stop the house by surprise.
  stream.on('error', () => {});
  let waitingFor = '';
  const write = (text: string) => void stream.write(text);
  const say = (line: string) => {
    if (!waitingFor) return write(`${line}\n`);
    write(`\r\u001b[K${line}\n  … ${waitingFor}`);
  };
  return {
    say,
    async step(label, work) {
      const start = performance.now();
      waitingFor = stream.isTTY ? label : '';
      if (waitingFor) write(`  … ${waitingFor}`);
      try {
        const result = await work();
        if (waitingFor) write('\r\u001b[K');
        write(`  ✓ ${label.padEnd(LABEL_WIDTH)} ${seconds(performance.now() - start)}\n`);
        return result;
      } catch (error) {
        if (waitingFor) write('\n');
        throw error;
      } finally {
        waitingFor = '';
      }
    },
  };
}

/** A duration as people read it: « 1,4 s ». */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toLocaleString('fr', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`;
}
