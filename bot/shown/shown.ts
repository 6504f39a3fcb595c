import type { Services } from '../../workflows/services.ts';
import type { Locale } from '../locales/index.ts';
import type { Answer } from '../turn.ts';

/** For whom a card is made: the firm and the language. What only one viewer may see does not belong on it. */
export type Viewer = { cabinetId: string; locale: Locale };

/**
 * Makes a card of the present state of what it shows, from the identifiers it carries. Reads, and changes nothing.
 *
 * @returns undefined when what it showed is no more, or is not the firm's.
 */
export type ShowRecord = (
  services: Services,
  viewer: Viewer,
  refs: Record<string, string>,
  /** Said once, right after an act. */
  remark?: string,
) => Promise<Answer | undefined>;
