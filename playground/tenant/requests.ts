/** The last Graph calls, for tests to look at. Never the Authorization header. */
export type RecordedRequest = {
  at: string;
  method: string;
  /** As received, without the query. */
  path: string;
  query: Record<string, unknown>;
  body: unknown;
  /** Null while under way, and when the connection was cut before an answer. */
  status: number | null;
  /** The fault that was injected, if any. */
  fault: string | null;
  requestId: string;
  clientRequestId: string | null;
  /** The `requestId` of the POST /$batch that brought it; null when it came alone. */
  batchId: string | null;
};

const KEPT = 500;

/** A bounded list, oldest first. */
export class RequestLog {
  readonly #entries: RecordedRequest[] = [];

  add(entry: RecordedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** @param path a regular expression on the path. */
  list(method?: string, path?: string): RecordedRequest[] {
    const pattern = path === undefined ? undefined : new RegExp(path, 'i');
    return this.#entries.filter(
      (entry) => (!method || entry.method === method.toUpperCase()) && (!pattern || pattern.test(entry.path)),
    );
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
