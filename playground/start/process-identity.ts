import { readFileSync } from 'node:fs';

/** True while a process with this pid runs. */
export function isAlive(pid: number): boolean {
  // One that has ended but whose parent has not looked yet (state Z) still answers to signals.
  if (fieldsOf(pid)?.[0] === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When the process began, in the system's own count: pids come back, a pid with its beginning does not. Undefined where
 * there is no /proc.
 */
export function beginningOf(pid: number): string | undefined {
  return fieldsOf(pid)?.[19];
}

/** The third field of /proc/<pid>/stat (the state) and those after it; the second is a name that may hold anything. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
