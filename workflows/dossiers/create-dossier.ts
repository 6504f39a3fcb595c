import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { type DirigeantToLink, Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { newDossier } from '../../models/new-dossier.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, auditedOn, startsJob } from '../events.ts';
import { canCreateDossiers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedDirigeant } from './check-dirigeant.ts';
import type { CheckedDossier } from './check-dossier-form.ts';
import { type Existing, findExisting } from './find-existing.ts';
import { linkDirigeantsSoon } from './link-dirigeants.ts';

export type CreateOutcome =
  /** `isDirigeantKnown`: they direct another company of the firm's (domain 115, 116). */
  { kind: 'created'; dossier: DossierRecord; isDirigeantKnown?: boolean } | ({ kind: 'existing' } & Existing);

/**
 * Makes a dossier in one write, with what must follow: its dirigeant becomes an interlocuteur (domain 15, 101). A code
 * or a SIREN that is there already gives the dossier that has it, untouched; two at once are told apart by the database.
 *
 * @param dossierId the identifier it is to have, so that the same wish coming again finds the dossier that it made.
 * @throws AppError `not-allowed`.
 */
export async function createDossier(
  services: Services,
  staff: Staff,
  company: CheckedDossier,
  dossierId?: string,
): Promise<CreateOutcome> {
  const { cabinetId } = staff;
  const _id = new Types.ObjectId(dossierId);
  const existing = await findExisting(cabinetId, company);
  if (existing) return outcomeOf(existing, _id);
  if (!canCreateDossiers(staff)) throw new AppError('not-allowed', { because: 'create dossier' });

  const dossier = dossierOf(services, staff, company, _id);
  const isDirigeantKnown = await isKnown(cabinetId, company.dirigeant);
  try {
    await Dossier.create(dossier);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const other = await findExisting(cabinetId, company);
    if (!other) throw error;
    return outcomeOf(other, _id);
  }
  await dispatchSoon(services, 'dossier', dossier);
  await linkDirigeantsSoon(services, dossier);
  return { kind: 'created', dossier, ...(isDirigeantKnown && { isDirigeantKnown }) };
}

async function isKnown(cabinetId: string, dirigeant: CheckedDirigeant | undefined): Promise<boolean> {
  if (!dirigeant) return false;
  const known = { cabinetId, email: dirigeant.email, removedAt: null, 'links.isDirigeant': true };
  return Boolean(await Interlocuteur.exists(known));
}

function outcomeOf(existing: Existing, _id: Types.ObjectId): CreateOutcome {
  const isOwn = existing.dossier._id.equals(_id);
  return isOwn ? { kind: 'created', dossier: existing.dossier } : { kind: 'existing', ...existing };
}

function dossierOf({ now }: Services, staff: Staff, company: CheckedDossier, _id: Types.ObjectId): DossierRecord {
  const at = now();
  const { cabinetId, collaborateurId } = staff;
  const { dirigeant, invites, ...details } = company;
  const outbox: OutboxEvent[] = [dossierCreated(at, _id, staff)];
  if (dirigeant) outbox.push(startsJob(at, 'link-dirigeants', { cabinetId, dossierId: String(_id) }));
  return newDossier({
    ...details,
    ...{ _id, cabinetId, at, outbox, createdBy: collaborateurId },
    // Who creates it answers for it, unless told otherwise (domain 12).
    maitreDuDossierId: details.maitreDuDossierId ?? collaborateurId,
    ...(dirigeant && { dirigeantsToLink: [toLink(_id, dirigeant, invites, collaborateurId)] }),
  });
}

/** The audit line of a new dossier. */
export function dossierCreated(
  at: Date,
  dossierId: Types.ObjectId,
  staff: Staff,
  { importId, door }: { importId?: string; door?: 'teams' | 'api' | 'job' } = {},
): OutboxEvent {
  return auditedOn(
    at,
    { kind: 'dossier', id: String(dossierId) },
    { actor: actorOf(staff), act: 'dossier.created', after: { status: 'active', ...(importId && { importId }) }, door },
  );
}

/** Derived from the dossier and the address: asked for twice, it is the same dirigeant. */
export function toLink(
  dossierId: Types.ObjectId,
  dirigeant: CheckedDirigeant,
  invites: boolean,
  requestedBy: Types.ObjectId,
): DirigeantToLink {
  const _id = createHash('sha256').update(`${dossierId}\n${dirigeant.email}`).digest('hex').slice(0, 24);
  return { _id, ...dirigeant, invites, requestedBy };
}
