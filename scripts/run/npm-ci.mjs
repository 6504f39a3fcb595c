/** Runs `npm ci` quietly, says how long it takes, and turns its failures into one sentence. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const LOG = '.relais/logs/installation.log';

/** Throws an error marked `friendly` when the dependencies cannot be installed. */
export async function npmCi(root) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  console.error('Installation des dépendances (la première fois seulement)…');
  const progress = setInterval(() => console.error(`  … ${seconds()} s`), 10_000);
  try {
    let { code, output } = await run('ci', root);
    // A lock file written where the registry lacks some other system's package is refused by `ci`, though nothing that
    // this system needs is missing. `install` takes all that is locked from the lock, and leaves the file as it is.
    if (code !== 0 && /EUSAGE/.test(output)) ({ code, output } = await run('install', root));
    if (code !== 0) {
      mkdirSync(join(root, '.relais/logs'), { recursive: true });
      writeFileSync(join(root, LOG), output);
      throw friendly(reasonOf(output));
    }
  } finally {
    clearInterval(progress);
  }
  console.error(`Dépendances installées en ${seconds()} s.`);
}

/** npm as the one that started us, else the one beside this Node, else the one of the PATH. */
function npmCommand() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}

function run(verb, root) {
  const [command, ...before] = npmCommand();
  // `--include=dev`: local mode and the tests live on development dependencies, whatever NODE_ENV says.
  // Short waits between attempts, so that a machine without a network learns it in seconds.
  const args = [...before, verb, '--no-save', '--include=dev', '--loglevel=error', '--fetch-retry-mintimeout=300'];
  args.push('--fetch-retry-maxtimeout=1500', '--no-audit', '--no-fund');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const stop = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    const settle = (done) => {
      process.off('SIGTERM', stop);
      process.off('SIGINT', stop);
      done();
    };
    child.once('error', () => settle(() => reject(friendly(NPM_MISSING))));
    child.once('close', (code) => settle(() => resolve({ code, output })));
  });
}

const NPM_MISSING =
  'npm est introuvable : il accompagne Node d’ordinaire. Installez Node 20 avec npm (nodejs.org), puis relancez.';

function reasonOf(output) {
  const detail = `Le détail est dans ${LOG}.`;
  if (/ENOSPC/.test(output)) return `Le disque est plein : faites de la place, puis relancez. ${detail}`;
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `Le dossier du projet n’est pas accessible en écriture : corrigez ses droits, puis relancez. ${detail}`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EIDLETIMEOUT/.test(output)) {
    return `Les dépendances n’ont pas pu être téléchargées : le registre npm est injoignable. Vérifiez la connexion ou le serveur mandataire (proxy), puis relancez. ${detail}`;
  }
  return `L'installation des dépendances a échoué. Corrigez la cause, puis relancez. ${detail}`;
}

function friendly(message) {
  return Object.assign(new Error(message), { friendly: true });
}
