import type { VERBS, Verb, VerbData } from '../cards/verbs.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';

/** What a button does. One file each; `index.ts` is the list. */
export type Action<Name extends Verb = Verb> = {
  verb: Name;
  run(context: BotContext, data: VerbData<Name>): Promise<Answer>;
};

/** Ties the data of `run` to the schema of its verb. */
export function defineAction<Name extends keyof typeof VERBS>(verb: Name, run: Action<Name>['run']): Action<Name> {
  return { verb, run };
}
