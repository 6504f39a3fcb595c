import type { Config } from '../config.ts';
import type { GraphClient } from '../graph/graph-client.ts';
import type { Queue } from '../jobs/queue.ts';

/** What workflows act through; made once per process, replaced piece by piece in tests. */
export type Services = {
  config: Config;
  graph: GraphClient;
  queue: Queue;
  /** The clock. */
  now(): Date;
};
