/** One program of the house: a file of ours that runs in a process of its own. */
export type Part = {
  /** Names its log file and its lines on the terminal. */
  name: string;
  /** What it is, in French, in the launcher's progress. */
  label: string;
  file: string;
  args?: string[];
  env?: Record<string, string>;
  /**
   * When the launcher may go on: the part has ended well (`done`), has sent `ready` over IPC (`message`), or has done
   * so or answers on its port (`port`).
   */
  goOnWhen: 'done' | 'message' | 'port';
  port?: number;
  /** Parts stop by rising rank; those of one rank stop together. */
  stopRank: number;
};
