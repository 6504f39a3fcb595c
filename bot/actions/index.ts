/** The table of contents of what can be clicked. A test checks that every verb and every file is listed. */
import type { Action } from './action.ts';
import { askCorrectEmail } from './ask-correct-email.ts';
import { askRemoveAccess } from './ask-remove-access.ts';
import { cancelInvitation } from './cancel-invitation.ts';
import { correctEmail } from './correct-email.ts';
import { removeAccess } from './remove-access.ts';
import { resendInvitation } from './resend-invitation.ts';
import { runCommand } from './run-command.ts';
import { sendInvitation } from './send-invitation.ts';
import { viewInvitation } from './view-invitation.ts';

export const ACTIONS: readonly Action[] = [
  runCommand,
  sendInvitation,
  cancelInvitation,
  viewInvitation,
  resendInvitation,
  askCorrectEmail,
  correctEmail,
  askRemoveAccess,
  removeAccess,
] as unknown as Action[];
