/** What a typed identifier reads as: its one kept form, or why it is refused. */
export type Reading<Fault extends string, Value = string> = { ok: true; value: Value } | { ok: false; fault: Fault };
