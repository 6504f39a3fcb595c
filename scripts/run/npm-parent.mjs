/**
 * npm passes Ctrl-C on, but not when it is killed outright; and the shell it puts in between passes nothing on. What
 * they started would then live on unseen, holding its ports. So a command that npm started stops when npm, or that
 * shell, is gone. Started without npm, it minds itself.
 */
import { readFileSync } from 'node:fs';

const EVERY_MS = 1000;

export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  watch.unref();
}

/** The pid of the parent and, when that is npm's shell, of npm itself; beyond npm, processes may come and go. */
function ancestors() {
  const parent = process.ppid;
  try {
    const [, name, rest] = /^\d+ \((.*)\) \S (.*)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return /^(sh|dash|bash)$/.test(name) ? `${parent} ${rest.split(' ')[0]}` : `${parent}`;
  } catch {
    // No /proc (macOS), or the parent has just ended.
    return `${parent}`;
  }
}
