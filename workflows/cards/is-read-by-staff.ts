import { Collaborateur } from '../../models/collaborateur.ts';
import { Conversation } from '../../models/conversation.ts';

/** Whether whoever sees a card may still: one in a personal chat is for a collaborateur, as long as they are one. */
export async function isReadByStaff({
  cabinetId,
  conversationId,
}: {
  cabinetId: string;
  conversationId: string;
}): Promise<boolean> {
  const where = { cabinetId, conversationId, type: 'personal' as const };
  const chat = await Conversation.findOne(where, { entraObjectId: 1 }).lean();
  if (!chat?.entraObjectId) return true;
  return Boolean(await Collaborateur.exists({ cabinetId, entraObjectId: chat.entraObjectId, isActive: true }));
}
