import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { FriendlyError } from '../start/friendly-error.ts';

/**
 * Makes a folder that only this user can enter. The temporary folder is shared: somebody else may have taken the name
 * first, and would then read what passes through it.
 */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const folder = lstatSync(path);
  if (!folder.isDirectory() || folder.uid !== userInfo().uid) {
    throw new FriendlyError(`Le dossier ${path} appartient à quelqu’un d’autre : supprimez-le, ou changez TMPDIR.`);
  }
  if ((folder.mode & 0o077) !== 0) chmodSync(path, 0o700);
}
