/**
 * npm passes Ctrl-C and SIGTERM on, but cannot when it is killed outright: what it started would then live on unseen,
 * holding its ports. So a command that npm started stops when npm is gone. Started without npm, it minds itself.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 1000);
  watch.unref();
}
