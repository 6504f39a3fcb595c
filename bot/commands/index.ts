/** The table of contents of what can be typed. A test checks that every file of this folder is listed. */
import type { Command } from './command.ts';
import { greet } from './greet.ts';
import { help } from './help.ts';
import { inviteClientCommand } from './invite-client.ts';
import { listInvitationsCommand } from './list-invitations.ts';
import { speakEnglish } from './speak-english.ts';
import { speakFrench } from './speak-french.ts';

/** In the order of the app package's command list. */
export const COMMANDS: readonly Command[] = [
  inviteClientCommand,
  listInvitationsCommand,
  help,
  greet,
  speakEnglish,
  speakFrench,
];
