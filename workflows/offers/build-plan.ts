/**
 * The three levels of a service for one person on one dossier, and what must come before them, as one list of steps in
 * their order (domain 33, 38, 39, 82 to 92). Pure: what is in place, what is missing, and who can do it.
 */
import type { ErrorCode } from '../../errors.ts';
import type { DossierRecord } from '../../models/dossier.ts';
import type { Grant } from '../../models/dossier-offers.ts';
import type { InterlocuteurRecord } from '../../models/interlocuteur.ts';
import type { OfferRecord } from '../../models/offer.ts';

export const PLAN_STEPS = ['person', 'guest', 'offer', 'grant', 'extension'] as const;
export type PlanStepKey = (typeof PLAN_STEPS)[number];
/** `waiting` for somebody outside, `under-way` by ourselves, `to-do` by a click, `blocked` until somebody mends it. */
export type PlanStepState = 'done' | 'under-way' | 'waiting' | 'to-do' | 'blocked';
export type PlanActor = 'relais' | 'client' | 'collaborateur' | 'responsable' | 'administrateur';

/** Which sentence explains the step; found under `plan.because`. */
export type PlanBecause =
  | 'not-linked'
  | 'removed'
  | 'inactive'
  | 'never-invited'
  | 'access-removed'
  | 'inviting'
  | 'not-accepted'
  | 'refused'
  | 'not-in-domain'
  | 'subscription'
  | 'not-activated'
  | 'not-proposed'
  | 'after-acceptance'
  | 'mails'
  | 'mails-delayed'
  | 'mails-refused'
  | 'after-proposal'
  | 'not-initialised';

export type PlanStep = {
  key: PlanStepKey;
  state: PlanStepState;
  /** Who must act; missing once it is done. */
  who?: PlanActor;
  because?: PlanBecause;
  /** Why Microsoft 365 refuses, for the sentence of that code. */
  refusal?: ErrorCode;
  /** Since when it is done, or waits. */
  at?: Date;
};

type PlanInput = {
  dossier: Pick<DossierRecord, '_id' | 'offers' | 'grants'>;
  person: Pick<InterlocuteurRecord, '_id' | 'links' | 'isActive' | 'removedAt' | 'guest'>;
  offer: Pick<OfferRecord, 'code' | 'isPaid' | 'isPresent'>;
};

export function buildPlan({ dossier, person, offer }: PlanInput): PlanStep[] {
  const onDossier = dossier.offers.find(({ code }) => code === offer.code);
  const grant = dossier.grants.find((one) => one.offer === offer.code && one.interlocuteurId.equals(person._id));
  const guest = guestStep(person);
  const isActive = onDossier?.status === 'active';
  return [
    personStep(dossier, person),
    guest,
    isActive ? { key: 'offer', state: 'done', at: onDossier.activatedAt } : offerStep(offer),
    grantStep(grant, guest.state === 'done'),
    extensionStep(isActive && onDossier?.extension === 'initialised', grant, onDossier?.initialisedAt),
  ];
}

/** The first step that is not done: where the person is stuck. */
export function stuckStep(steps: readonly PlanStep[]): PlanStep | undefined {
  return steps.find(({ state }) => state !== 'done');
}

function personStep({ _id }: PlanInput['dossier'], { links, isActive, removedAt }: PlanInput['person']): PlanStep {
  const key = 'person';
  const link = links.find(({ dossierId }) => dossierId.equals(_id));
  if (removedAt) return { key, state: 'blocked', who: 'collaborateur', because: 'removed' };
  if (!link) return { key, state: 'to-do', who: 'collaborateur', because: 'not-linked' };
  if (!isActive) return { key, state: 'blocked', who: 'collaborateur', because: 'inactive' };
  return { key, state: 'done', at: link.linkedAt };
}

/** Without an invitation no service can be offered (domain 33, 38): the step is shown, and offered from there (39). */
function guestStep({ guest }: PlanInput['person']): PlanStep {
  const key = 'guest';
  switch (guest.status) {
    case 'accepted':
      return { key, state: 'done', at: guest.acceptedAt };
    case 'pending':
      return { key, state: 'waiting', who: 'client', because: 'not-accepted', at: guest.mail.sentAt };
    case 'inviting':
      return { key, state: 'under-way', who: 'relais', because: 'inviting' };
    case 'refused':
      return { key, state: 'blocked', who: 'collaborateur', because: 'refused', refusal: guest.refusal };
    case 'removed':
      return { key, state: 'to-do', who: 'collaborateur', because: 'access-removed' };
    case 'not-invited':
      return { key, state: 'to-do', who: 'collaborateur', because: 'never-invited' };
  }
}

function offerStep({ isPaid, isPresent }: PlanInput['offer']): PlanStep {
  const key = 'offer';
  if (!isPresent) return { key, state: 'blocked', who: 'administrateur', because: 'not-in-domain' };
  return { key, state: 'to-do', who: 'responsable', because: isPaid ? 'subscription' : 'not-activated' };
}

function grantStep(grant: Grant | undefined, isGuest: boolean): PlanStep {
  const key = 'grant';
  if (grant?.status === 'active') return { key, state: 'done', at: grant.activatedAt };
  if (grant?.status !== 'proposed') return { key, state: 'to-do', who: 'responsable', because: 'not-proposed' };
  if (!isGuest) return { key, state: 'waiting', who: 'client', because: 'after-acceptance' };
  if (grant.lastError && !grant.nextAttemptAt) {
    return { key, state: 'blocked', who: 'administrateur', because: 'mails-refused', refusal: grant.lastError };
  }
  const isDelayed = grant.failures > 2;
  return { key, state: 'under-way', who: 'relais', because: isDelayed ? 'mails-delayed' : 'mails' };
}

function extensionStep(isInitialised: boolean, grant: Grant | undefined, at: Date | undefined): PlanStep {
  const key = 'extension';
  if (isInitialised) return { key, state: 'done', at };
  // The widget appears once the service is open to somebody (domain 90).
  if (grant?.status !== 'active') return { key, state: 'to-do', who: 'collaborateur', because: 'after-proposal' };
  return { key, state: 'to-do', who: 'collaborateur', because: 'not-initialised' };
}
