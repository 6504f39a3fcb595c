/**
 * Triggered by the job of that name; needs a service proposed to an interlocuteur of the dossier who has accepted the invitation; sends its
 * mails and leaves it `active`, with the extension initialised, or still `proposed` with the time of the next try. May
 * be killed at any line and run again.
 */
import { Types } from 'mongoose';
import { AppError, type ErrorCode } from '../../errors.ts';
import { findSentMail } from '../../graph/find-sent-mail.ts';
import { patiently } from '../../graph/patiently.ts';
import { type Mail, sendMail } from '../../graph/send-mail.ts';
import { log } from '../../log.ts';
import { Cabinet } from '../../models/cabinet.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { Grant, OfferMail, OfferMove } from '../../models/dossier-offers.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { Offer, type OfferMailKey, type OfferRecord } from '../../models/offer.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, refreshesCards, SYSTEM, startsJob } from '../events.ts';
import { nextAttempt } from '../invitations/back-off.ts';
import { requireTimeToMail } from '../require-time-to-mail.ts';
import type { Services } from '../services.ts';
import type { PlanRefs } from './get-plan.ts';

export type OfferMailData = {
  firmName: string;
  prenom?: string;
  nom: string;
  /** The identifier is the address that was invited (domain 37, 97). */
  email: string;
  raisonSociale: string;
  label: { fr: string; en: string };
  /** Where the client connects; missing when the firm has not said. */
  clientSpaceUrl?: string;
  downloadUrl?: string;
};
/** The words of a mail; given by the caller, since workflows know none. */
export type ComposeOfferMail = (key: OfferMailKey, data: OfferMailData) => Pick<Mail, 'subject' | 'html'>;

/** Longer than the look-ups and mails of one service at their time limits. */
const LEASE_MS = 120_000;
const SENT_ITEMS_SECONDS = 10;
const MAX_TRIES = 8;
/** Failures of which the first tries say nothing: most pass before anybody has read the card. */
const SILENT_FAILURES = 2;

type Ids = PlanRefs & { cabinetId: string };
type Leased = { dossier: DossierRecord; grant: Grant };

/** @returns what became of it; `nothing` when there was nothing to do or somebody else is at it. */
export async function advanceGrant(
  services: Services,
  ids: Ids,
  compose: ComposeOfferMail,
): Promise<'active' | 'waiting' | 'later' | 'refused' | 'nothing'> {
  const { cabinetId, interlocuteurId, offer: code } = ids;
  const [person, offer] = await Promise.all([
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>(),
    Offer.findOne({ cabinetId, code }).lean<OfferRecord>(),
  ]);
  if (!person || !offer) return 'nothing';
  // Who has not accepted yet is come back to when they have: the acceptance starts this job.
  if (!isReady(person, ids)) {
    await leaveAlone(services, ids);
    return 'waiting';
  }
  const leased = await lease(services, ids);
  if (!leased) return 'nothing';
  try {
    for (const mail of leased.grant.mails) {
      if (mail.state === 'sent') continue;
      const isOurs = await sendOnce(services, leased, { person, offer, mail }, compose);
      if (!isOurs) return 'nothing';
    }
    return (await activate(services, ids, leased.grant)) ? 'active' : 'nothing';
  } catch (error) {
    return stumble(services, leased, error);
  }
}

function isReady({ guest, isActive, removedAt, links }: InterlocuteurRecord, { dossierId }: Ids): boolean {
  const isLinked = links.some((link) => String(link.dossierId) === dossierId);
  return guest.status === 'accepted' && isActive && !removedAt && isLinked;
}

/** The sweep has nothing to find there, or those who never accept would keep it from what was really lost. */
async function leaveAlone({ now }: Services, { cabinetId, dossierId, interlocuteurId, offer }: Ids): Promise<void> {
  const at = now();
  const isFree = { $or: [{ leaseUntil: null }, { leaseUntil: { $lte: at } }] };
  const isDue = { status: 'proposed', nextAttemptAt: { $lte: at }, ...isFree } as const;
  await Dossier.updateOne(
    { _id: dossierId, cabinetId, grants: { $elemMatch: { interlocuteurId, offer, ...isDue } } },
    { $unset: { 'grants.$.nextAttemptAt': 1 } },
  );
}

/** Claims the grant for a while. The lease's end is also the fence that every later write checks. */
async function lease(services: Services, { cabinetId, dossierId, interlocuteurId, offer }: Ids) {
  const now = services.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const dossier = await Dossier.findOneAndUpdate(
    {
      ...{ _id: dossierId, cabinetId, status: 'active' as const },
      offers: { $elemMatch: { code: offer, status: 'active' } },
      grants: {
        $elemMatch: {
          ...{ interlocuteurId, offer, status: 'proposed' },
          $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }],
        },
      },
    },
    {
      $set: { 'grants.$[mine].leaseUntil': leaseUntil, 'grants.$[mine].nextAttemptAt': leaseUntil },
      $inc: { version: 1 },
    },
    {
      returnDocument: 'after',
      // Two arrays are asked about: of which of them « $ » would be the place, MongoDB does not say.
      arrayFilters: [{ 'mine.interlocuteurId': new Types.ObjectId(interlocuteurId), 'mine.offer': offer }],
    },
  ).lean<DossierRecord>();
  const grant = dossier?.grants.find(
    (one) => one.offer === offer && String(one.interlocuteurId) === interlocuteurId && one.status === 'proposed',
  );
  return dossier && grant ? { dossier, grant } : undefined;
}

/** The same grant, still ours. */
function fence({ dossier, grant }: Leased) {
  const { interlocuteurId, offer, generation, leaseUntil } = grant;
  return {
    ...{ _id: dossier._id, cabinetId: dossier.cabinetId },
    grants: { $elemMatch: { interlocuteurId, offer, generation, status: 'proposed', leaseUntil } },
  };
}

/**
 * Marked before, looked up after an unknown outcome: no client gets the same mail twice.
 *
 * @returns false when the lease was lost meanwhile.
 */
async function sendOnce(
  services: Services,
  leased: Leased,
  { person, offer, mail }: { person: InterlocuteurRecord; offer: OfferRecord; mail: OfferMail },
  compose: ComposeOfferMail,
): Promise<boolean> {
  const { graph, config } = services;
  const { dossier, grant } = leased;
  const { mailSender } = config.firm;
  const messageId = `<offer.${dossier._id}.${person._id}.${offer.code}.${grant.generation}.${mail.key}@${mailSender.split('@')[1]}>`;
  const mayBeSent = mail.state === 'sending' && (await patiently(() => findSentMail(graph, mailSender, messageId)));
  if (!mayBeSent) {
    if (!(await noteMail(leased, { key: mail.key, state: 'sending', messageId }))) return false;
    const cabinet = await Cabinet.findById(dossier.cabinetId).lean();
    const words = compose(mail.key as OfferMailKey, {
      ...{ firmName: cabinet?.name ?? config.firm.name, prenom: person.prenom, nom: person.nom, email: person.email },
      ...{ raisonSociale: dossier.raisonSociale, downloadUrl: offer.downloadUrl ?? undefined },
      label: { fr: offer.label?.fr ?? offer.code, en: offer.label?.en ?? offer.code },
      clientSpaceUrl: config.firm.clientSpaceUrl,
    });
    requireTimeToMail(services.now(), grant.leaseUntil);
    await sendMail(graph, mailSender, { to: person.email, ...words }, messageId).catch(waitForSentItems);
  }
  return noteMail(leased, { key: mail.key, state: 'sent', messageId, sentAt: services.now() });
}

async function noteMail(leased: Leased, mail: OfferMail): Promise<boolean> {
  const mails = leased.grant.mails.map((one) => (one.key === mail.key ? mail : one));
  const noted = await Dossier.updateOne(fence(leased), { $set: { 'grants.$.mails': mails }, $inc: { version: 1 } });
  leased.grant.mails = mails;
  return noted.matchedCount === 1;
}

/** A mail that may have gone out is looked for in the Sent Items, where a copy takes a moment to appear. */
function waitForSentItems(error: unknown): never {
  const isUnknown = error instanceof AppError && error.code === 'graph-unavailable';
  if (!isUnknown) throw error;
  const retryAfterSeconds = Math.max(error.retryAfterSeconds ?? 0, SENT_ITEMS_SECONDS);
  throw new AppError(error.code, { because: 'mail of unknown outcome', cause: error, retryAfterSeconds });
}

/** Level 2 is done, and level 3 with it: whoever asked for the service asked for all of it (domain 90, 91). */
async function activate(services: Services, { dossierId, cabinetId }: Ids, grant: Grant): Promise<boolean> {
  const { interlocuteurId, offer, requestedBy } = grant;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = services.now();
    const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
    const current = dossier?.grants.find((one) => one.offer === offer && one.interlocuteurId.equals(interlocuteurId));
    const isOurs =
      current?.status === 'proposed' &&
      current.generation === grant.generation &&
      current.leaseUntil?.getTime() === grant.leaseUntil?.getTime();
    if (!dossier || !isOurs) return false;
    const onDossier = dossier.offers.find(({ code }) => code === offer);
    const moves: OfferMove[] = [{ level: 'grant', offer, interlocuteurId, to: 'active', set: { activatedAt: now } }];
    if (onDossier?.extension === 'to-initialise') {
      const set = { initialisedAt: now, initialisedBy: requestedBy };
      moves.push({ level: 'extension', offer, to: 'initialised', set });
    }
    const subject = { kind: 'dossier', id: String(dossier._id) };
    const after = { offer, interlocuteurId: String(interlocuteurId) };
    const moved = await moveDossier({
      from: dossier,
      moves,
      events: [
        ...moves.map(({ level, to }) =>
          auditedOn(now, subject, {
            actor: level === 'grant' ? SYSTEM : { kind: 'collaborateur', id: String(requestedBy) },
            ...{ door: 'job', act: `${level}.${to}`, after },
          }),
        ),
        refreshesCards(now, cabinetId, dossier._id),
      ],
    });
    if (!moved) continue;
    await dispatchSoon(services, 'dossier', moved);
    return true;
  }
  throw new AppError('graph-unavailable', { because: 'the dossier kept changing' });
}

/** Passing trouble is tried again later; a refusal is kept with its reason until somebody asks again. */
async function stumble(services: Services, leased: Leased, error: unknown): Promise<'later' | 'refused' | 'nothing'> {
  const now = services.now();
  const { dossier, grant } = leased;
  const { cabinetId, _id } = dossier;
  const { interlocuteurId, offer } = grant;
  const code: ErrorCode = error instanceof AppError ? error.code : 'graph-unavailable';
  if (!(error instanceof AppError)) log().error({ err: error, dossierId: String(_id) }, 'service');
  const isFinal = error instanceof AppError && !error.isRetryable;
  const failures = grant.failures + 1;
  const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
  const runAt = nextAttempt(now, failures, asked);
  const ids = { cabinetId, dossierId: String(_id), interlocuteurId: String(interlocuteurId), offer };
  const isVisible = isFinal || failures > SILENT_FAILURES;
  const events = [
    ...(isFinal ? [] : [startsJob(now, 'advance-grant', ids, runAt)]),
    ...(isVisible ? [refreshesCards(now, cabinetId, _id)] : []),
  ];
  const changed = await Dossier.findOneAndUpdate(
    fence(leased),
    {
      $set: {
        'grants.$.failures': failures,
        'grants.$.lastError': code,
        ...(!isFinal && { 'grants.$.nextAttemptAt': runAt }),
      },
      $unset: { 'grants.$.leaseUntil': 1, ...(isFinal && { 'grants.$.nextAttemptAt': 1 }) },
      $inc: { version: 1 },
      $push: { outbox: { $each: events } },
    },
    { returnDocument: 'after' },
  ).lean<DossierRecord>();
  if (!changed) return 'nothing';
  await dispatchSoon(services, 'dossier', changed);
  return isFinal ? 'refused' : 'later';
}
