import type { Staff } from '../workflows/rights.ts';
import type { Services } from '../workflows/services.ts';
import type { Place } from './turn.ts';

/** What a command or an action works with: who speaks, from where, and the services. */
export type BotContext = {
  services: Services;
  staff: Staff;
  place: Place;
  /** Whoever clicked sees the answer alone; anything else is answered before everybody in the conversation. */
  isInvoke: boolean;
};
