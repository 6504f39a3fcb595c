import type { BotContext } from '../context.ts';
import type { Locale } from '../locales/index.ts';
import type { Answer } from '../turn.ts';

/** One sentence that the bot understands. One file each; `index.ts` is the list. */
export type Command = {
  name: string;
  /** What a person types, and what the app package and the suggestions show. Folded words are compared. */
  titles: Record<Locale, string>;
  /** Other ways of saying it, in either language. */
  synonyms: string[];
  /** Whether a whole sentence asks for it; the first command of the list that says yes is run. `text` is as typed. */
  matches?(text: string): boolean;
  run(context: BotContext, text: string): Promise<Answer>;
};
