/**
 * The offers of a dossier at their three levels (domain 82, 91), as states and the tables of their changes. Pure: the
 * dossier carries the state, `move-dossier.ts` alone writes it.
 */
import type { Types } from 'mongoose';
import type { ErrorCode } from '../errors.ts';

/** Level 1: the service on the dossier (domain 83). */
export const OFFER_STATES = ['inactive', 'active'] as const;
export type OfferState = (typeof OFFER_STATES)[number];
export const OFFER_TRANSITIONS: Record<OfferState, readonly OfferState[]> = {
  inactive: ['active'],
  active: ['inactive'],
};

/** Level 2: the service for one interlocuteur (domain 85). `proposed` waits for what must come before. */
export const GRANT_STATES = ['proposed', 'active', 'revoked'] as const;
export type GrantState = (typeof GRANT_STATES)[number];
export const GRANT_TRANSITIONS: Record<GrantState, readonly GrantState[]> = {
  proposed: ['active', 'revoked'],
  active: ['revoked'],
  revoked: ['proposed'],
};

/** Level 3: the extension, once the widget is there (domain 90, 91). */
export const EXTENSION_STATES = ['to-initialise', 'initialised'] as const;
export type ExtensionState = (typeof EXTENSION_STATES)[number];
export const EXTENSION_TRANSITIONS: Record<ExtensionState, readonly ExtensionState[]> = {
  'to-initialise': ['initialised'],
  initialised: ['to-initialise'],
};

export type DossierOffer = {
  /** The catalogue's code: `start`, `consultation` … */
  code: string;
  status: OfferState;
  activatedAt?: Date;
  activatedBy?: Types.ObjectId;
  /** Who said that the client has paid for a subscription (domain 77), and when. */
  subscription?: { confirmedAt: Date; confirmedBy: Types.ObjectId };
  endedAt?: Date;
  extension: ExtensionState;
  initialisedAt?: Date;
  initialisedBy?: Types.ObjectId;
};

export type OfferMail = { key: string; state: 'to-send' | 'sending' | 'sent'; messageId?: string; sentAt?: Date };

/** One interlocuteur, one dossier, one application: nothing wider (domain 4). */
export type Grant = {
  interlocuteurId: Types.ObjectId;
  offer: string;
  status: GrantState;
  /** Grows each time the service is proposed again; mails carry it. */
  generation: number;
  requestedAt: Date;
  requestedBy: Types.ObjectId;
  activatedAt?: Date;
  revokedAt?: Date;
  revokedBy?: Types.ObjectId;
  revokedBecause?: RevokedBecause;
  mails: OfferMail[];
  /** While a job works on it; also its fence. */
  leaseUntil?: Date;
  failures: number;
  nextAttemptAt?: Date;
  lastError?: ErrorCode;
};

export const REVOKED_BECAUSE = ['asked', 'replaced', 'offer-ended', 'client-left', 'interlocuteur-removed'] as const;
export type RevokedBecause = (typeof REVOKED_BECAUSE)[number];

/**
 * How often this service has changed hands for this person: 0 before the first time, odd while it is proposed or active,
 * even once it was taken back. Buttons carry it, so that one of an older state is told from one of this state.
 */
export function turnOf(grant: Pick<Grant, 'generation' | 'status'> | undefined): number {
  if (!grant) return 0;
  return grant.status === 'revoked' ? 2 * grant.generation : 2 * grant.generation - 1;
}

/** When this service was opened on the dossier, in milliseconds; 0 when nobody wrote it down. */
export function openedAt({ activatedAt }: Pick<DossierOffer, 'activatedAt'>): number {
  return activatedAt?.getTime() ?? 0;
}

export type OffersState = { offers: DossierOffer[]; grants: Grant[] };

/** A change at one level. `set` fills the fields that go with it. */
export type OfferMove =
  | { level: 'offer'; offer: string; to: OfferState; set?: Partial<DossierOffer>; because?: RevokedBecause; at: Date }
  | { level: 'extension'; offer: string; to: ExtensionState; set?: Partial<DossierOffer> }
  | { level: 'grant'; offer: string; interlocuteurId: Types.ObjectId; to: GrantState; set?: Partial<Grant> };

/**
 * The state after these moves, in their order.
 *
 * What may never be is refused here, whoever asks: a move that its table does not know, a grant active while its offer
 * is not, an extension without anybody whom the service was opened to. An offer that ends takes its grants and its
 * extension with it.
 *
 * @returns undefined when one of the moves is not allowed.
 */
export function applyOfferMoves(state: OffersState, moves: readonly OfferMove[]): OffersState | undefined {
  let after: OffersState | undefined = state;
  for (const move of moves) {
    after = after && applyOne(after, move);
  }
  return after;
}

function applyOne(state: OffersState, move: OfferMove): OffersState | undefined {
  if (move.level === 'grant') return applyGrant(state, move);
  const offer = state.offers.find(({ code }) => code === move.offer) ?? inactiveOffer(move.offer);
  const others = state.offers.filter(({ code }) => code !== move.offer);
  if (move.level === 'extension') {
    const isOpened = isActive(offer) && state.grants.some((one) => one.offer === move.offer && one.status === 'active');
    if (!EXTENSION_TRANSITIONS[offer.extension].includes(move.to) || (move.to === 'initialised' && !isOpened)) {
      return undefined;
    }
    return { ...state, offers: [...others, { ...offer, ...move.set, extension: move.to }] };
  }
  if (!OFFER_TRANSITIONS[offer.status].includes(move.to)) return undefined;
  const changed: DossierOffer = { ...offer, ...move.set, status: move.to };
  if (move.to === 'active') return { ...state, offers: [...others, changed] };
  // A subscription is confirmed anew when the service comes back.
  const { subscription: _, initialisedAt: __, initialisedBy: ___, ...ended } = changed;
  return {
    offers: [...others, { ...ended, extension: 'to-initialise', endedAt: move.at }],
    grants: state.grants.map((grant) =>
      grant.offer === move.offer && grant.status !== 'revoked'
        ? revoked(grant, { revokedAt: move.at, revokedBecause: move.because ?? 'offer-ended' })
        : grant,
    ),
  };
}

function applyGrant(
  { offers, grants }: OffersState,
  { offer, interlocuteurId, to, set }: Extract<OfferMove, { level: 'grant' }>,
): OffersState | undefined {
  const isSame = (grant: Grant) => grant.offer === offer && grant.interlocuteurId.equals(interlocuteurId);
  const known = grants.find(isSame);
  const others = grants.filter((grant) => !isSame(grant));
  // One that does not exist yet can only be proposed.
  if (!(known ? GRANT_TRANSITIONS[known.status] : (['proposed'] as GrantState[])).includes(to)) return undefined;
  if (to === 'active' && !offers.some((one) => one.code === offer && isActive(one))) return undefined;
  if (to === 'revoked') return { offers, grants: [...others, revoked(known!, set)] };
  if (to === 'active') {
    const { leaseUntil: _, nextAttemptAt: __, lastError: ___, ...rest } = known!;
    return { offers, grants: [...others, { ...rest, failures: 0, ...set, status: 'active' }] };
  }
  const { requestedAt, requestedBy, mails, nextAttemptAt } = set ?? {};
  if (!requestedAt || !requestedBy || !mails) return undefined;
  const fresh = { generation: (known?.generation ?? 0) + 1, requestedAt, requestedBy, mails, nextAttemptAt };
  return { offers, grants: [...others, { interlocuteurId, offer, status: 'proposed', failures: 0, ...fresh }] };
}

function revoked(grant: Grant, set: Partial<Grant> = {}): Grant {
  const { leaseUntil: _, nextAttemptAt: __, ...rest } = grant;
  return { ...rest, ...set, status: 'revoked' };
}

function isActive({ status }: DossierOffer): boolean {
  return status === 'active';
}

function inactiveOffer(code: string): DossierOffer {
  return { code, status: 'inactive', extension: 'to-initialise' };
}
