/** Installs what package-lock.json says, when it is not there yet. A second run reads one file and compares a hash. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npmCi } from './npm-ci.mjs';

/** Makes node_modules agree with package-lock.json; throws an error for people when it cannot. */
export async function ensureDependencies(root) {
  if (isStamped(root)) return;
  mkdirSync(join(root, '.relais'), { recursive: true });
  await withLock(join(root, '.relais', 'install.lock'), async () => {
    // Whoever held the lock before us may have done the work; or the person ran npm themselves.
    if (isStamped(root)) return;
    if (!isInstalled(root)) await npmCi(root);
    writeFileSync(stampFile(root), stampOf(root));
  });
}

const lockFile = (root) => join(root, 'package-lock.json');
// Inside node_modules, so that it disappears with what it vouches for.
const stampFile = (root) => join(root, 'node_modules', '.relais-installed');

function stampOf(root) {
  const hash = createHash('sha256')
    .update(readFileSync(lockFile(root)))
    .digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

function isStamped(root) {
  try {
    return readFileSync(stampFile(root), 'utf8') === stampOf(root);
  } catch {
    return false;
  }
}

/** True when npm's own note of what it installed has everything the lock file asks for. */
function isInstalled(root) {
  try {
    const stamp = existsSync(stampFile(root)) ? readFileSync(stampFile(root), 'utf8') : '';
    // A folder shared with another system (container, virtual machine) carries that system's binaries.
    if (stamp && !stamp.includes(`${process.platform}-${process.arch}`)) return false;
    const wanted = JSON.parse(readFileSync(lockFile(root), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' ||
        entry.optional ||
        entry.link ||
        (present[path]?.version === entry.version && present[path]?.integrity === entry.integrity),
    );
  } catch {
    return false;
  }
}
