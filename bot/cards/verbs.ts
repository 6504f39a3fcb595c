/** Each verb a card can emit, beside the shape of its data. What comes back is checked against it, never trusted. */
import { z } from 'zod';
import { invitationFormSchema } from '../../workflows/invitations/check-invitation-form.ts';

const id = z.string().regex(/^[0-9a-f]{24}$/);
const invitation = z.object({ interlocuteurId: id, dossierId: id });
const thatInvitation = invitation.extend({ generation: z.coerce.number().int().positive() });

export const VERBS = {
  /** A button that stands for a sentence. */
  'command.run': z.object({ command: z.string().max(50), text: z.string().max(2_000).optional() }),
  'invitation.send': invitationFormSchema,
  'invitation.cancel': z.object({}),
  'invitation.view': invitation,
  'invitation.resend': thatInvitation,
  'invitation.correct-ask': thatInvitation,
  'invitation.correct': thatInvitation.extend({ email: z.string().max(1_000).catch('') }),
  'invitation.remove-ask': thatInvitation,
  'invitation.remove': thatInvitation,
} as const;

export type Verb = keyof typeof VERBS;

/** Verbs that Teams sends by itself each time a card is displayed: they read, and change nothing. */
export function isDisplayVerb(verb: string | undefined): boolean {
  return Boolean(verb?.endsWith('.view'));
}
export type VerbData<Name extends Verb> = z.infer<(typeof VERBS)[Name]>;
