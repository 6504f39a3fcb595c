/** The job process: configuration, MongoDB, agenda with its timetable. Same image as the web process. */
import { createNotify } from './bot/notify.ts';
import { HANDLERS, scheduleTimetable } from './jobs/index.ts';
import { defineHandlers } from './jobs/run.ts';
import { log } from './log.ts';
import { createSpeakingAdapter, runProcess, startServices } from './process.ts';

await runProcess('worker', async () => {
  const { config, services, agenda } = await startServices('worker');
  const notify = createNotify(createSpeakingAdapter(config));
  defineHandlers(agenda, { services, notify }, HANDLERS);
  await agenda.start();
  await scheduleTimetable(agenda, config);
  log().info('worker ready');
  return async () => {
    await agenda.drain(5_000);
  };
});
