/** What a person sees of an error: its sentence, never its stack, which goes to a file. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Errors that nobody awaited end here too, unless the program looks after them itself. */
export function catchEverything(root, hasShownStack) {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error) => {
      if (process.listenerCount(event) > 1) return;
      showError(error, root, hasShownStack);
      process.exit(1);
    });
  }
}

export function showError(error, root, hasShownStack) {
  if (isForPeople(error)) {
    console.error(error.message);
  } else if (hasShownStack) {
    console.error(error);
  } else {
    const file = keepStack(error, root);
    console.error(`Erreur inattendue : ${error?.message ?? error}`);
    if (file) console.error(`Le détail est dans ${file}.`);
  }
}

/** A `ConfigurationError` (config.ts) or an error marked `friendly` says all that there is to say. */
function isForPeople(error) {
  return Boolean(error && (error.friendly || error.constructor?.name === 'ConfigurationError'));
}

function keepStack(error, root) {
  const file = '.relais/logs/erreurs.log';
  try {
    mkdirSync(join(root, '.relais/logs'), { recursive: true });
    appendFileSync(join(root, file), `${new Date().toISOString()} ${error?.stack ?? error}\n`);
    return file;
  } catch {
    return undefined;
  }
}
