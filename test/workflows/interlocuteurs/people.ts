/** A firm with dossiers, people on record there, and short ways to act and to look. */
import mongoose from 'mongoose';
import { AppError } from '../../../errors.ts';
import type { DossierRecord } from '../../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../../models/interlocuteur.ts';
import { addInterlocuteur } from '../../../workflows/interlocuteurs/add-interlocuteur.ts';
import type { CheckedInterlocuteur } from '../../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { resendInvitation } from '../../../workflows/invitations/resend-invitation.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildOpening } from '../offers/opening.ts';

export type People = Awaited<ReturnType<typeof buildPeople>>;

export const CLAIRE: CheckedInterlocuteur = {
  ...{ nom: 'Martin', prenom: 'Claire', email: 'claire@boulangerie.example', qualite: 'direction-tpe' },
  ...{ accesSocial: false, comptePersonnelMicrosoft: false },
};

export async function buildPeople(name: string) {
  const opening = await buildOpening(name);
  const { world, admin } = opening;
  const { services } = world;

  type Wish = Partial<CheckedInterlocuteur> & { on?: readonly Pick<DossierRecord, '_id'>[]; by?: Staff };

  /** Puts somebody on record, as the form would; Claire Martin unless told otherwise. */
  async function add({ on = [], by = admin, ...fields }: Wish = {}) {
    const dossierIds = on.map(({ _id }) => String(_id));
    return addInterlocuteur(services, by, { person: { ...CLAIRE, ...fields }, dossierIds });
  }

  async function record(interlocuteurId: string): Promise<InterlocuteurRecord> {
    return (await Interlocuteur.findById(interlocuteurId).lean<InterlocuteurRecord>())!;
  }

  /** Somebody on record, invited and, unless told otherwise, accepted; on a dossier of their own unless told which. */
  async function guest({ accepts = true, ...wish }: Wish & { accepts?: boolean } = {}) {
    const { interlocuteurId } = await add({ ...wish, on: wish.on ?? [await opening.dossier()] });
    const by = wish.by ?? admin;
    const { generation } = (await record(interlocuteurId)).guest;
    await resendInvitation(services, by, { interlocuteurId, generation });
    await opening.run();
    if (accepts) {
      await world.control.accept((await record(interlocuteurId)).email);
      await opening.look();
    }
    return interlocuteurId;
  }

  async function versionOf(interlocuteurId: string) {
    return { interlocuteurId, version: (await record(interlocuteurId)).version };
  }

  /** The acts of the audit trail on this record, oldest first. */
  async function actsOn(id: string): Promise<string[]> {
    const events = mongoose.connection.db!.collection('audit_events');
    const lines = await events.find({ 'subject.id': id }).sort({ seq: 1 }).toArray();
    return lines.map(({ act }) => act as string);
  }

  async function auditOf(id: string) {
    return mongoose.connection.db!.collection('audit_events').find({ 'subject.id': id }).sort({ seq: 1 }).toArray();
  }

  return { ...opening, services, add, record, guest, versionOf, actsOn, auditOf };
}

/** The code with which something is refused. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((one: unknown) => one);
  return error instanceof AppError ? error.code : `not refused: ${JSON.stringify(error)}`;
}
