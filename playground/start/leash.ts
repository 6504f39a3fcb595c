/**
 * Loaded into every part before its own code. The launcher may be killed outright; the IPC channel then closes, and a
 * part that has not ended by itself a moment later is ended here: nothing stays behind, holding ports.
 */
const GRACE_MS = 5000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
// Listening must not keep alive a part that has finished its work.
process.channel?.unref();
