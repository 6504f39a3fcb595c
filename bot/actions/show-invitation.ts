import type { InvitationRemark } from '../cards/invitation-card.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';
import { showRecord } from './show-record.ts';

/** The current state of an invitation, which every action on one ends with. */
export function showInvitation(
  context: BotContext,
  { interlocuteurId, dossierId }: { interlocuteurId: string; dossierId: string },
  remark?: InvitationRemark,
): Promise<Answer> {
  return showRecord(context, 'invitation', { interlocuteurId, dossierId }, remark);
}
