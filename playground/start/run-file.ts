/** `<dataFolder>/run.json`: which house runs on this data, and the pids of its parts. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf, isAlive } from './process-identity.ts';

export type RunningHouse = {
  pid: number;
  /** Tells this process from another that got the same pid later. */
  beginning?: string;
  address: string;
  parts: Record<string, number>;
};

/** The marker of this process's own house. */
export type RunFile = {
  /** Notes the pid of a part, or forgets it. */
  note(name: string, pid: number | undefined): void;
  release(): void;
};

/** The house that runs on this data folder now; undefined when none does, whatever a crash left written. */
export function readRunningHouse(dataFolder: string): RunningHouse | undefined {
  try {
    const house = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as RunningHouse;
    const isTheSame = isAlive(house.pid) && (!house.beginning || house.beginning === beginningOf(house.pid));
    return isTheSame ? house : undefined;
  } catch {
    return undefined;
  }
}

/** Writes this process down as the running house; undefined when another house was quicker. */
export function claimRunFile(dataFolder: string, address: string): RunFile | undefined {
  const file = fileIn(dataFolder);
  const house: RunningHouse = { pid: process.pid, beginning: beginningOf(process.pid), address, parts: {} };
  mkdirSync(dataFolder, { recursive: true });
  if (readRunningHouse(dataFolder)) return undefined;
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(house), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  return {
    note(name, pid) {
      if (pid) house.parts[name] = pid;
      else delete house.parts[name];
      try {
        // Written aside, then renamed: readers never see half a file.
        writeFileSync(`${file}.${process.pid}`, JSON.stringify(house));
        renameSync(`${file}.${process.pid}`, file);
      } catch {
        // Somebody removed the folder under a running house: the house stands without its marker.
      }
    },
    release: () => rmSync(file, { force: true }),
  };
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'run.json');
}
