/** `npm start`: local mode with everything, on a fresh clone with Node alone. */
import { readConfig } from '../config.ts';
import { FriendlyError } from './start/friendly-error.ts';
import { runHouse } from './start/house.ts';
import { planHouse } from './start/plan.ts';

const config = readConfig();
if (!config.isLocal) {
  throw new FriendlyError(
    'MicrosoftAppId est renseigné, et « npm start » ne sert que le mode local. Retirez cette variable pour essayer Relais ' +
      'ici, ou lancez « npm run server » et « npm run worker ».',
  );
}
process.exit(await runHouse(planHouse(config)));
