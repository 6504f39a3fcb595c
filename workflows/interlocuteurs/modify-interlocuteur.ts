import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { derivedKeys, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer } from '../events.ts';
import { correctEmail } from '../invitations/correct-email.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import { canEditInterlocuteurs, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedInterlocuteur } from './check-interlocuteur-form.ts';

export type ModifyOutcome =
  /** `email-corrected`: a new invitation goes to the new address, the former one is withdrawn. */
  { kind: 'modified' | 'email-corrected' | 'unchanged' | 'stale' } | { kind: 'fault'; fault: 'email-taken' };

const FIELDS = [
  ...(['nom', 'prenom', 'email', 'qualite', 'roleOrganisationnel', 'mobile', 'fixe', 'adresse1', 'adresse2'] as const),
  ...(['adresse3', 'commune', 'codePostal', 'pays', 'notes', 'accesSocial', 'comptePersonnelMicrosoft'] as const),
] as const;

/**
 * Brings a record up to date, as the form has it: what is empty there is forgotten. Fenced by the version that the form
 * showed. The address of somebody who was invited must stay the invited one (domain 37), so that changing it is
 * correcting the invitation, fields and all in the same write (domain 261).
 *
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function modifyInterlocuteur(
  services: Services,
  staff: Staff,
  { interlocuteurId, version, person }: { interlocuteurId: string; version: number; person: CheckedInterlocuteur },
): Promise<ModifyOutcome> {
  const { cabinetId } = staff;
  const known = await Interlocuteur.findOne({
    ...{ _id: interlocuteurId, cabinetId, removedAt: null },
  }).lean<InterlocuteurRecord>();
  if (!known) throw new AppError('not-found', { because: 'interlocuteur' });
  if (!canEditInterlocuteurs(staff)) throw new AppError('not-allowed');
  const changed = FIELDS.filter((field) => known[field] !== person[field]);
  if (changed.length === 0) return { kind: 'unchanged' };
  if (known.version !== version) return { kind: 'stale' };

  const set = Object.fromEntries(changed.filter((field) => person[field] !== undefined).map((f) => [f, person[f]]));
  const unset = changed.filter((field) => person[field] === undefined);
  if (changed.includes('email') && isInvited(known)) {
    const { email, ...rest } = set;
    const also = { set: { ...rest, ...derivedKeys(person) }, unset, version };
    const { generation } = known.guest;
    const done = await correctEmail(services, staff, { interlocuteurId, generation, email: person.email, also });
    if (done.kind === 'corrected') return { kind: 'email-corrected' };
    // The address was checked before: only another person may stand in the way.
    return done.kind === 'stale' ? done : { kind: 'fault', fault: 'email-taken' };
  }
  return write(services, staff, known, { set: { ...set, ...derivedKeys(person) }, unset, changed });
}

/** Whether Microsoft 365 knows, or is about to know, this person by their address. */
export function isInvited({ guest }: Pick<InterlocuteurRecord, 'guest'>): boolean {
  return guest.status !== 'not-invited' && guest.status !== 'removed';
}

type Changes = { set: Record<string, unknown>; unset: string[]; changed: readonly (typeof FIELDS)[number][] };

async function write(
  services: Services,
  staff: Staff,
  known: InterlocuteurRecord,
  { set, unset, changed }: Changes,
): Promise<ModifyOutcome> {
  const now = services.now();
  // Which fields, not what they hold: the trail is kept for ever, people's details are not.
  const qualite = set.qualite ? { before: { qualite: known.qualite }, after: { qualite: set.qualite } } : undefined;
  const events = [
    audited(now, known, {
      actor: actorOf(staff),
      act: 'interlocuteur.modified',
      before: qualite?.before,
      after: { fields: [...changed], ...qualite?.after },
    }),
    follows(now, known, 'refresh-cards', { runAt: afterTheAnswer(now) }),
  ];
  try {
    const modified = await Interlocuteur.findOneAndUpdate(
      { _id: known._id, cabinetId: known.cabinetId, version: known.version },
      {
        $set: set,
        ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
        $inc: { version: 1 },
        $push: { outbox: { $each: events } },
      },
      { returnDocument: 'after', runValidators: true },
    ).lean<InterlocuteurRecord>();
    if (!modified) return { kind: 'stale' };
    await dispatchSoon(services, 'interlocuteur', modified);
    return { kind: 'modified' };
  } catch (error) {
    if (isDuplicateKey(error)) return { kind: 'fault', fault: 'email-taken' };
    throw error;
  }
}
