import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { derivedKeys, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { canInvite, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { actorOf, audited, follows } from './events.ts';
import { newInvitation } from './invite-client.ts';
import { normaliseEmail } from './normalise-email.ts';
import { mayRemoveAccess } from './remove-access.ts';
import { requireActiveDossier } from './require-active-dossier.ts';
import type { InvitationRef } from './resend-invitation.ts';
import { newWithdrawal } from './withdraw-guest.ts';

export type CorrectionFault = 'required' | 'email-invalid' | 'email-unchanged' | 'email-taken';
/** Other fields of the same form, to be written with the address; `version` is that of the record they were typed on. */
export type CorrectionFields = { set: Partial<InterlocuteurRecord>; unset: string[]; version: number };
export type Correction = { kind: 'corrected' } | { kind: 'stale' } | { kind: 'fault'; fault: CorrectionFault };

/**
 * Changes the address of an interlocuteur: a new invitation goes to the new one, and the guest that we had made for
 * the old one is withdrawn, since the two must be equal (domain 37). A guest that the tenant knew before us stays.
 *
 * @throws AppError `not-found`, `not-allowed`, `interlocuteur-inactive`, `interlocuteur-not-linked`, `dossier-left`.
 */
export async function correctEmail(
  services: Services,
  staff: Staff,
  { interlocuteurId, generation, email: typed, also }: InvitationRef & { email: string; also?: CorrectionFields },
): Promise<Correction> {
  const { cabinetId } = staff;
  const record = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  if (!record) throw new AppError('not-found', { because: 'interlocuteur' });
  if (!canInvite(staff)) throw new AppError('not-allowed');
  if (record.guest.status === 'accepted' && !(await mayRemoveAccess(staff, record))) {
    throw new AppError('not-allowed', { because: 'correcting an accepted address takes its access away' });
  }
  const isOlder = record.guest.generation !== generation || (also && also.version !== record.version);
  if (isOlder || record.guest.status === 'removed') return { kind: 'stale' };
  if (!record.isActive) throw new AppError('interlocuteur-inactive');
  await requireActiveDossier(record);
  if (!typed.trim()) return { kind: 'fault', fault: 'required' };
  const email = normaliseEmail(typed);
  if (!email) return { kind: 'fault', fault: 'email-invalid' };
  if (email === record.email) return { kind: 'fault', fault: 'email-unchanged' };
  if (await Interlocuteur.exists({ cabinetId, email })) return { kind: 'fault', fault: 'email-taken' };

  const now = services.now();
  const { entraObjectId, origin, askedAt } = record.guest;
  const isOurs = entraObjectId ? origin === 'invited' : askedAt;
  const withdrawal = isOurs ? newWithdrawal(now, record.email, record.guest) : undefined;
  const { entraObjectId: _, origin: __, askedAt: ___, ...invitation } = newInvitation(now, staff, record);
  try {
    const moved = await moveGuest({
      where: { _id: record._id, cabinetId, version: record.version, 'guest.generation': generation },
      to: 'inviting',
      set: {
        ...also?.set,
        ...{ email, ...derivedKeys({ ...record, ...also?.set, email }) },
        guest: invitation,
        ...(record.team && { team: joinAgain(now, record.team) }),
      },
      unset: also?.unset,
      push: withdrawal && { withdrawals: withdrawal },
      events: [
        audited(now, record, {
          actor: actorOf(staff),
          act: 'interlocuteur.email-corrected',
          before: { status: record.guest.status, email: record.email, entraObjectId },
          after: { status: 'inviting', email },
        }),
        follows(now, record, 'send-invitation'),
        ...(withdrawal ? [follows(now, record, 'withdraw-guest', { data: { withdrawalId: withdrawal._id } })] : []),
      ],
    });
    if (!moved) return { kind: 'stale' };
    await dispatchSoon(services, 'interlocuteur', moved);
    return { kind: 'corrected' };
  } catch (error) {
    if (isDuplicateKey(error)) return { kind: 'fault', fault: 'email-taken' };
    throw error;
  }
}

/** The guest of the new address is another person to Teams. */
function joinAgain(now: Date, { aadGroupId, name }: NonNullable<InterlocuteurRecord['team']>) {
  return { aadGroupId, name, state: 'to-join' as const, since: now, failures: 0, nextAttemptAt: now };
}
