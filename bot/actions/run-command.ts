import { AppError } from '../../errors.ts';
import { COMMANDS } from '../commands/index.ts';
import { defineAction } from './action.ts';

/** A button that stands for a sentence: its card takes the place of the one that was clicked. */
export const runCommand = defineAction('command.run', async (context, { command: name, text }) => {
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new AppError('invalid-input', { because: `no command ${name}` });
  return command.run(context, text ?? '');
});
