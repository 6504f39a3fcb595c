/** What the engine's process says to its supervisor over IPC. */
export type EngineMessage = { type: 'ready' } | { type: 'refused'; sentence: string };
