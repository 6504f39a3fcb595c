/**
 * A person at a client company, with everything about them in one document: fields, links to dossiers, the guest they
 * are in the firm's tenant and the events still to be carried out. One document, so that every change of state is one
 * conditional update (design, section 2).
 */
import { model, Schema, type Types } from 'mongoose';
import type { ErrorCode } from '../errors.ts';
import { foldText } from './fold-text.ts';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

/** Qualité of an interlocuteur (domain 6): the first opens the GS part of the GED (7), the second does not (8). */
export const QUALITES = ['direction-tpe', 'administratif-tpe'] as const;
export type Qualite = (typeof QUALITES)[number];

/** The default of the column « Limité à », to be left as it is (domain 63, 64). */
export const LIMITE_A_DEFAULT = '-';

export const GUEST_STATES = ['not-invited', 'inviting', 'pending', 'accepted', 'refused', 'removed'] as const;
export type GuestState = (typeof GUEST_STATES)[number];

/** From each state of a guest, the states it may go to. `moveGuest` is the only writer. */
export const GUEST_TRANSITIONS: Record<GuestState, readonly GuestState[]> = {
  'not-invited': ['inviting'],
  // To itself: the address is corrected while the invitation is still on its way.
  inviting: ['inviting', 'pending', 'accepted', 'refused', 'removed'],
  pending: ['inviting', 'accepted', 'removed'],
  // A corrected address makes a new guest of an accepted one.
  accepted: ['inviting', 'removed'],
  refused: ['inviting', 'removed'],
  removed: ['inviting'],
};

export type Guest = {
  status: GuestState;
  /** Grows with each invitation asked for; jobs, mails and card buttons carry it. */
  generation: number;
  entraObjectId?: string;
  /** Graph was asked to make this guest, whom nobody was before, and has not answered yet: they may be there. */
  askedAt?: Date;
  /** `invited` by us, or `recognised` because the tenant knew the address already. */
  origin?: 'invited' | 'recognised';
  /** Who asked for the latest invitation. */
  requestedBy?: Types.ObjectId;
  /** Who first gave this access, and may take it away; sending the invitation again does not make one of those. */
  sponsor?: Types.ObjectId;
  requestedAt?: Date;
  personalMessage?: string;
  /** While a job works on this invitation; also its fence: a job whose lease is gone writes nothing. */
  leaseUntil?: Date;
  failures: number;
  nextAttemptAt?: Date;
  lastError?: ErrorCode;
  invitedAt?: Date;
  mail: { state: 'none' | 'sending' | 'sent'; messageId?: string; sentAt?: Date };
  nextCheckAt?: Date;
  acceptedAt?: Date;
  /** A first look did not find somebody who had accepted. */
  missingSince?: Date;
  refusedAt?: Date;
  refusal?: ErrorCode;
  removedAt?: Date;
  removedBecause?: 'asked' | 'gone-from-tenant' | 'client-left';
  remindedAt?: Date;
};

export type TeamMembership = {
  aadGroupId: string;
  name: string;
  state: 'to-join' | 'joined' | 'failed';
  since: Date;
  failures: number;
  nextAttemptAt?: Date;
  lastError?: ErrorCode;
};

/** A guest to be deleted from the tenant: an address corrected, or an access removed. */
export type Withdrawal = {
  _id: string;
  /** Nobody is invited at this address before the deletion is done. */
  email: string;
  /** Missing when Graph never said whether it made the guest: they are looked for by address. */
  entraObjectId?: string;
  /** When we made this guest, whom the tenant may show to readers only later. */
  invitedAt?: Date;
  /** The tenant has shown them since: once it no longer does, they are gone. */
  wasSeen?: boolean;
  state: 'to-do' | 'done' | 'refused';
  requestedAt: Date;
  failures: number;
  nextAttemptAt?: Date;
  lastError?: ErrorCode;
};

export type DossierLink = {
  dossierId: Types.ObjectId;
  limiteA: string;
  linkedAt: Date;
  linkedBy: Types.ObjectId;
  /** A dirigeant is the company's personne de contact; there may be several (domain 15, 16). */
  isDirigeant?: boolean;
};

/** Services still to be taken back from this person, on one dossier or on every one: a job does it, and may run twice. */
export type Revocation = {
  _id: string;
  /** Missing when all of them are to end. */
  dossierId?: Types.ObjectId;
  /** What was proposed later is not meant. */
  at: Date;
  by: Types.ObjectId;
  nextAttemptAt: Date;
};

export type InterlocuteurRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  nom: string;
  prenom?: string;
  /** As sent to Graph: trimmed, lower case, punycode domain. It must equal the invited address (domain 37). */
  email: string;
  qualite: Qualite;
  /** As the other version of the form calls the role, in its own words (domain 10, 247); `qualite` is what it comes to. */
  roleOrganisationnel?: string;
  /** E.164. */
  mobile?: string;
  fixe?: string;
  adresse1?: string;
  adresse2?: string;
  adresse3?: string;
  commune?: string;
  codePostal?: string;
  /** ISO 3166 alpha-2. */
  pays?: string;
  notes?: string;
  /** The three switches of the form (domain 11). « Actif » off closes every right at once. */
  accesSocial: boolean;
  isActive: boolean;
  comptePersonnelMicrosoft: boolean;
  /** Removed from the lists; the record stays for the audit, and comes back when the address is added again. */
  removedAt?: Date;
  /** Folded words of the name and address: a prefix of any of them is answered by an index. */
  searchKeys: string[];
  /** Folded name then first name: the order of lists. */
  sortKey: string;
  links: DossierLink[];
  guest: Guest;
  team?: TeamMembership;
  withdrawals: Withdrawal[];
  revocations: Revocation[];
  /** Grows with each change that people see. */
  version: number;
  outbox: OutboxEvent[];
  createdAt: Date;
  updatedAt: Date;
};

const guestSchema = new Schema<Guest>(
  {
    status: { type: String, enum: GUEST_STATES, required: true },
    generation: { type: Number, required: true },
    entraObjectId: { type: String },
    askedAt: { type: Date },
    origin: { type: String, enum: ['invited', 'recognised'] },
    requestedBy: { type: Schema.Types.ObjectId },
    sponsor: { type: Schema.Types.ObjectId },
    requestedAt: { type: Date },
    personalMessage: { type: String },
    leaseUntil: { type: Date },
    failures: { type: Number, required: true, default: 0 },
    nextAttemptAt: { type: Date },
    lastError: { type: String },
    invitedAt: { type: Date },
    mail: {
      state: { type: String, enum: ['none', 'sending', 'sent'], required: true, default: 'none' },
      messageId: { type: String },
      sentAt: { type: Date },
    },
    nextCheckAt: { type: Date },
    acceptedAt: { type: Date },
    missingSince: { type: Date },
    refusedAt: { type: Date },
    refusal: { type: String },
    removedAt: { type: Date },
    removedBecause: { type: String, enum: ['asked', 'gone-from-tenant', 'client-left'] },
    remindedAt: { type: Date },
  },
  { _id: false },
);

const teamSchema = new Schema<TeamMembership>(
  {
    aadGroupId: { type: String, required: true },
    name: { type: String, required: true },
    state: { type: String, enum: ['to-join', 'joined', 'failed'], required: true },
    since: { type: Date, required: true },
    failures: { type: Number, required: true, default: 0 },
    nextAttemptAt: { type: Date },
    lastError: { type: String },
  },
  { _id: false },
);

const withdrawalSchema = new Schema<Withdrawal>({
  _id: { type: String, required: true },
  email: { type: String, required: true },
  entraObjectId: { type: String },
  invitedAt: { type: Date },
  wasSeen: { type: Boolean },
  state: { type: String, enum: ['to-do', 'done', 'refused'], required: true },
  requestedAt: { type: Date, required: true },
  failures: { type: Number, required: true, default: 0 },
  nextAttemptAt: { type: Date },
  lastError: { type: String },
});

const revocationSchema = new Schema<Revocation>({
  _id: { type: String, required: true },
  dossierId: { type: Schema.Types.ObjectId },
  at: { type: Date, required: true },
  by: { type: Schema.Types.ObjectId, required: true },
  nextAttemptAt: { type: Date, required: true },
});

const linkSchema = new Schema<DossierLink>(
  {
    dossierId: { type: Schema.Types.ObjectId, required: true },
    limiteA: { type: String, required: true, default: LIMITE_A_DEFAULT },
    linkedAt: { type: Date, required: true },
    linkedBy: { type: Schema.Types.ObjectId, required: true },
    isDirigeant: { type: Boolean },
  },
  { _id: false },
);

const interlocuteurSchema = new Schema<InterlocuteurRecord>(
  {
    cabinetId: { type: String, required: true },
    nom: { type: String, required: true },
    prenom: { type: String },
    email: { type: String, required: true },
    qualite: { type: String, enum: QUALITES, required: true },
    roleOrganisationnel: { type: String },
    mobile: { type: String },
    fixe: { type: String },
    adresse1: { type: String },
    adresse2: { type: String },
    adresse3: { type: String },
    commune: { type: String },
    codePostal: { type: String },
    pays: { type: String },
    notes: { type: String },
    accesSocial: { type: Boolean, required: true, default: false },
    isActive: { type: Boolean, required: true, default: true },
    comptePersonnelMicrosoft: { type: Boolean, required: true, default: false },
    removedAt: { type: Date },
    searchKeys: { type: [String], required: true, default: [] },
    sortKey: { type: String, default: '' },
    links: { type: [linkSchema], required: true, default: [] },
    guest: { type: guestSchema, required: true },
    team: { type: teamSchema },
    withdrawals: { type: [withdrawalSchema], required: true, default: [] },
    revocations: { type: [revocationSchema], required: true, default: [] },
    version: { type: Number, required: true, default: 0 },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'interlocuteurs', versionKey: false, timestamps: true },
);
// The address is the key, never the name (domain 55).
interlocuteurSchema.index({ cabinetId: 1, email: 1 }, { unique: true });
interlocuteurSchema.index({ cabinetId: 1, 'links.dossierId': 1 });
// Whom else a guest of the tenant is: those who are none yet take no room.
interlocuteurSchema.index(
  { cabinetId: 1, 'guest.entraObjectId': 1 },
  { partialFilterExpression: { 'guest.entraObjectId': { $exists: true } } },
);
interlocuteurSchema.index({ cabinetId: 1, searchKeys: 1 });
// The list, page after page, and those removed from it apart.
interlocuteurSchema.index({ cabinetId: 1, removedAt: 1, sortKey: 1, _id: 1 });
interlocuteurSchema.index({ cabinetId: 1, 'guest.requestedAt': -1 });
// The sweeps: what is due, found by index.
interlocuteurSchema.index({ 'guest.status': 1, 'guest.nextCheckAt': 1 });
interlocuteurSchema.index({ 'guest.status': 1, 'guest.nextAttemptAt': 1 });
interlocuteurSchema.index({ cabinetId: 1, 'guest.status': 1, 'guest.remindedAt': 1, 'guest.invitedAt': 1 });
interlocuteurSchema.index({ 'team.state': 1, 'team.nextAttemptAt': 1 });
interlocuteurSchema.index({ 'withdrawals.state': 1, 'withdrawals.nextAttemptAt': 1 });
interlocuteurSchema.index({ 'revocations.nextAttemptAt': 1 }, { sparse: true });
interlocuteurSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const Interlocuteur = model('Interlocuteur', interlocuteurSchema);

/** The derived field of an interlocuteur, to be written whenever their name or address is. */
export function interlocuteurKeys(person: { nom: string; prenom?: string; email: string }): string[] {
  const words = foldText([person.prenom, person.nom].filter(Boolean).join(' ')).replaceAll('-', ' ').split(' ');
  return [...new Set([...words, person.email])].filter(Boolean);
}

/** Every derived field that goes with a name and an address, for whoever writes one of them. */
export function derivedKeys(person: { nom: string; prenom?: string; email: string }): {
  searchKeys: string[];
  sortKey: string;
} {
  return { searchKeys: interlocuteurKeys(person), sortKey: foldText(`${person.nom} ${person.prenom ?? ''}`) };
}
