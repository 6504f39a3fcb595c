import type { DraftRecord } from '../../models/draft.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';

/** Makes the card of a task from what is known of it so far, as it was left. */
export type DraftCard = (context: BotContext, draft: DraftRecord) => Promise<Answer>;
