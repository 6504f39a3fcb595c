/** `npm run reset`: forgets the data and the logs of local mode. What was downloaded is kept. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { engineAnswers } from './engine/engine-answers.ts';
import { FriendlyError } from './start/friendly-error.ts';
import { readRunningHouse } from './start/run-file.ts';

const { dataFolder } = readConfig().local;
const house = readRunningHouse(dataFolder);
if (house) {
  throw new FriendlyError(
    `Relais tourne (processus ${house.pid}) : arrêtez-le par Ctrl-C, puis relancez « npm run reset ».`,
  );
}
if (await engineAnswers(dataFolder)) {
  throw new FriendlyError(
    'La base embarquée sert encore : arrêtez « npm run server » ou « npm run worker », puis relancez.',
  );
}
const removed = ['data', 'logs', 'run.json', 'playground.yml'].filter((name) => existsSync(join(dataFolder, name)));
for (const name of removed) rmSync(join(dataFolder, name), { recursive: true, force: true });
console.log(
  removed.length > 0
    ? `Les données et les journaux du mode local sont effacés (${dataFolder}). « npm start » repart d’un cabinet neuf.`
    : `Rien à effacer : ${dataFolder} ne contient ni données ni journaux.`,
);
