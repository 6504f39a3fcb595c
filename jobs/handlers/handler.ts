import type { Notify } from '../../bot/notify.ts';
import type { Services } from '../../workflows/services.ts';
import type { JobData, JobName } from '../catalog.ts';

/** What every job may use. */
export type JobContext = { services: Services; notify: Notify };

/** One job: its name in the catalogue and its work. One file each; `jobs/index.ts` is the list. */
export type JobHandler<Name extends JobName = JobName> = {
  name: Name;
  run(context: JobContext, data: JobData<Name>): Promise<unknown>;
};

export function defineJob<Name extends JobName>(name: Name, run: JobHandler<Name>['run']): JobHandler<Name> {
  return { name, run };
}
