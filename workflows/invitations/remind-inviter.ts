import { Cabinet } from '../../models/cabinet.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { queueNotification } from '../notifications/queue-notification.ts';
import type { Services } from '../services.ts';
import { audited, SYSTEM } from './events.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

type Ids = { cabinetId: string; interlocuteurId: string };

/**
 * Tells whoever sent an invitation that it is still pending, once per invitation. The notification comes first, under
 * an identifier that only this reason has: a crash before the mark below makes the next sweep find it taken.
 */
export async function remindInviter(
  services: Services,
  { cabinetId, interlocuteurId }: Ids,
): Promise<'reminded' | 'nothing'> {
  const now = services.now();
  const record = await Interlocuteur.findOne({
    _id: interlocuteurId,
    cabinetId,
    'guest.status': 'pending',
    'guest.remindedAt': null,
  }).lean<InterlocuteurRecord>();
  const cabinet = await Cabinet.findById(cabinetId).lean();
  const { generation, requestedBy, mail } = record?.guest ?? {};
  if (!record || !cabinet || !requestedBy || !mail?.sentAt) return 'nothing';
  const days = cabinet.settings.invitationReminderDays;
  if (now.getTime() - mail.sentAt.getTime() < days * DAY_MS) return 'nothing';

  await queueNotification(services, {
    ...{ _id: `invitation:${record._id}:${generation}:pending`, cabinetId, kind: 'invitation-pending' },
    ...{ collaborateurId: requestedBy, interlocuteurId: record._id, generation },
  });

  const marked = await Interlocuteur.findOneAndUpdate(
    { _id: record._id, cabinetId, 'guest.status': 'pending', 'guest.generation': generation, 'guest.remindedAt': null },
    {
      $set: { 'guest.remindedAt': now },
      $push: {
        outbox: audited(now, record, { actor: SYSTEM, act: 'interlocuteur.inviter-reminded', after: { days } }),
      },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (!marked) return 'nothing';
  await dispatchSoon(services, 'interlocuteur', marked);
  return 'reminded';
}
