import { Conversation } from '../../models/conversation.ts';

/** Whether this conversation is still to be greeted; asked twice at once, one alone is told yes. */
export async function claimWelcome(cabinetId: string, conversationId: string): Promise<boolean> {
  const result = await Conversation.updateOne(
    { cabinetId, conversationId, isWelcomed: { $ne: true } },
    { $set: { isWelcomed: true } },
  );
  return result.modifiedCount === 1;
}
