import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ACTIONS } from '../../bot/actions/index.ts';
import { VERBS } from '../../bot/cards/verbs.ts';
import { COMMANDS } from '../../bot/commands/index.ts';
import { foldText } from '../../models/fold-text.ts';

const BOT = new URL('../../bot/', import.meta.url);
/** Files of these folders that are no action or command themselves. */
const HELPERS = ['index.ts', 'action.ts', 'command.ts'];

function filesOf(folder: string): string[] {
  return readdirSync(new URL(folder, BOT)).filter(
    // Files of the actions that begin like this are what several of them end with.
    (name) => !HELPERS.includes(name) && !(folder === 'actions' && name.startsWith('show-')),
  );
}

describe('The tables of contents of the bot', () => {
  it('list every verb once, and an action for each', () => {
    expect(ACTIONS.map(({ verb }) => verb).sort()).to.deep.equal(Object.keys(VERBS).sort());
    expect(filesOf('actions')).to.have.length(ACTIONS.length);
  });

  it('list every file of their folder', () => {
    for (const folder of ['actions', 'commands']) {
      const index = readFileSync(new URL(`${folder}/index.ts`, BOT), 'utf8');
      for (const file of filesOf(folder)) {
        // What is imported and not listed is a fault that the compiler finds.
        expect(index, folder).to.include(`from './${file}'`);
      }
    }
    expect(filesOf('commands')).to.have.length(COMMANDS.length);
  });

  it('name every command once, and let no two answer to the same words', () => {
    expect(new Set(COMMANDS.map(({ name }) => name)).size).to.equal(COMMANDS.length);
    const owners = new Map<string, string>();
    for (const { name, titles, synonyms } of COMMANDS) {
      for (const phrase of [...Object.values(titles), ...synonyms]) {
        const words = foldText(phrase) || phrase;
        expect(owners.get(words) ?? name, `« ${phrase} » is also ${owners.get(words)}`).to.equal(name);
        owners.set(words, name);
      }
    }
  });
});
