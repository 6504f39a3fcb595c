/** An error whose message is a French sentence for the person at the terminal; no stack goes with it. */
export class FriendlyError extends Error {
  readonly friendly = true;
}
