// The door of every command: `node scripts/run.mjs <target.ts> [arguments]`.
//
// This file has to be read by the oldest Node a person may have, so that they get a sentence and not a syntax error:
// no static import, no recent syntax. The work is in run/main.mjs, which is loaded once the version is known to do.
const WANTED = [20, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] > WANTED[0] || (found[0] === WANTED[0] && found[1] >= WANTED[1])) {
  import('./run/main.mjs').then((main) => main.run());
} else {
  console.error(
    `Relais demande Node ${WANTED.join('.')} ou plus récent ; cette machine utilise Node ${found.join('.')}. ` +
      'Installez la version 20 de Node (nodejs.org, ou « nvm install 20 »), puis relancez.',
  );
  process.exitCode = 1;
}
