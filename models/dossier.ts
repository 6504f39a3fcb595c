/**
 * A client file of the firm, with the services opened on it: one document, so that opening, changing and ending them is
 * one conditional update (design, section 2). Its code is the firm's own; near-identical codes are normal (domain 62).
 */
import { model, Schema, type Types } from 'mongoose';
import {
  type DossierOffer,
  EXTENSION_STATES,
  GRANT_STATES,
  type Grant,
  OFFER_STATES,
  type OfferMail,
  REVOKED_BECAUSE,
} from './dossier-offers.ts';
import { foldText } from './fold-text.ts';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

/** `leaving` while the accesses of a client who goes are being closed, `left` once none is open. */
export const DOSSIER_STATES = ['active', 'leaving', 'left'] as const;
export type DossierState = (typeof DOSSIER_STATES)[number];

/** From each state, the states it may go to. `moveDossier` is the only writer. */
export const DOSSIER_TRANSITIONS: Record<DossierState, readonly DossierState[]> = {
  active: ['leaving'],
  leaving: ['left'],
  // A client may come back.
  left: ['active'],
};

/** A dirigeant named at creation who is still to become an interlocuteur of the dossier (domain 15, 101). */
export type DirigeantToLink = {
  _id: string;
  nom: string;
  prenom?: string;
  email: string;
  mobile?: string;
  /** « Envoyer l'invitation au dirigeant » was ticked (domain 110). */
  invites: boolean;
  requestedBy: Types.ObjectId;
};

export type DossierRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  code: string;
  raisonSociale: string;
  /** Folded code: two dossiers may not differ by case or accents alone. */
  codeKey: string;
  /** Folded code, SIREN and words of the name: a prefix of any of them is answered by an index. */
  searchKeys: string[];
  /** Nine digits (domain 106). */
  siren?: string;
  /** Five digits (domain 107). */
  nic?: string;
  /** Four digits and a letter, mandatory (domain 108). */
  ape: string;
  adresse?: string;
  codePostal?: string;
  ville?: string;
  /** ISO 3166 alpha-2. */
  pays: string;
  maitreDuDossierId?: Types.ObjectId;
  /** Also called engagement manager, chef de mission or responsable portefeuille (domain 12, 13). */
  chefDeMissionId?: Types.ObjectId;
  dirigeantsToLink: DirigeantToLink[];
  status: DossierState;
  leftAt?: Date;
  /** When to look again that no access is open: one asked for at the instant of the exit may come after it. */
  exitCheckAt?: Date;
  exitFailures?: number;
  offers: DossierOffer[];
  grants: Grant[];
  /** Grows with each change that people see. */
  version: number;
  outbox: OutboxEvent[];
  createdBy?: Types.ObjectId;
  createdAt: Date;
  updatedAt: Date;
};

const offerSchema = new Schema<DossierOffer>(
  {
    code: { type: String, required: true },
    status: { type: String, enum: OFFER_STATES, required: true },
    activatedAt: { type: Date },
    activatedBy: { type: Schema.Types.ObjectId },
    subscription: { confirmedAt: { type: Date }, confirmedBy: { type: Schema.Types.ObjectId } },
    endedAt: { type: Date },
    extension: { type: String, enum: EXTENSION_STATES, required: true },
    initialisedAt: { type: Date },
    initialisedBy: { type: Schema.Types.ObjectId },
  },
  { _id: false },
);

const mailSchema = new Schema<OfferMail>(
  {
    key: { type: String, required: true },
    state: { type: String, enum: ['to-send', 'sending', 'sent'], required: true },
    messageId: { type: String },
    sentAt: { type: Date },
  },
  { _id: false },
);

const grantSchema = new Schema<Grant>(
  {
    interlocuteurId: { type: Schema.Types.ObjectId, required: true },
    offer: { type: String, required: true },
    status: { type: String, enum: GRANT_STATES, required: true },
    generation: { type: Number, required: true },
    requestedAt: { type: Date, required: true },
    requestedBy: { type: Schema.Types.ObjectId, required: true },
    activatedAt: { type: Date },
    revokedAt: { type: Date },
    revokedBy: { type: Schema.Types.ObjectId },
    revokedBecause: { type: String, enum: REVOKED_BECAUSE },
    mails: { type: [mailSchema], required: true, default: [] },
    leaseUntil: { type: Date },
    failures: { type: Number, required: true, default: 0 },
    nextAttemptAt: { type: Date },
    lastError: { type: String },
  },
  { _id: false },
);

const dirigeantSchema = new Schema<DirigeantToLink>({
  _id: { type: String, required: true },
  nom: { type: String, required: true },
  prenom: { type: String },
  email: { type: String, required: true },
  mobile: { type: String },
  invites: { type: Boolean, required: true, default: false },
  requestedBy: { type: Schema.Types.ObjectId, required: true },
});

const dossierSchema = new Schema<DossierRecord>(
  {
    cabinetId: { type: String, required: true },
    code: { type: String, required: true },
    raisonSociale: { type: String, required: true },
    codeKey: { type: String, required: true },
    searchKeys: { type: [String], required: true },
    siren: { type: String },
    nic: { type: String },
    ape: { type: String, required: true },
    adresse: { type: String },
    codePostal: { type: String },
    ville: { type: String },
    pays: { type: String, required: true, default: 'FR' },
    maitreDuDossierId: { type: Schema.Types.ObjectId },
    chefDeMissionId: { type: Schema.Types.ObjectId },
    dirigeantsToLink: { type: [dirigeantSchema], required: true, default: [] },
    status: { type: String, enum: DOSSIER_STATES, required: true, default: 'active' },
    leftAt: { type: Date },
    exitCheckAt: { type: Date },
    exitFailures: { type: Number },
    offers: { type: [offerSchema], required: true, default: [] },
    grants: { type: [grantSchema], required: true, default: [] },
    version: { type: Number, required: true, default: 1 },
    outbox: { type: [outboxSchema], required: true, default: [] },
    createdBy: { type: Schema.Types.ObjectId },
  },
  { collection: 'dossiers', versionKey: false, timestamps: true },
);
dossierSchema.index({ cabinetId: 1, codeKey: 1 }, { unique: true });
// One client company is one dossier: a SIREN that is known is shown, never recorded twice.
dossierSchema.index(
  { cabinetId: 1, siren: 1 },
  { unique: true, partialFilterExpression: { siren: { $exists: true } } },
);
dossierSchema.index({ cabinetId: 1, searchKeys: 1 });
dossierSchema.index({ cabinetId: 1, maitreDuDossierId: 1, codeKey: 1 });
dossierSchema.index({ cabinetId: 1, chefDeMissionId: 1, codeKey: 1 });
// The services of one person, over all their dossiers.
dossierSchema.index({ cabinetId: 1, 'grants.interlocuteurId': 1 });
// The sweeps: what is due, found by index.
dossierSchema.index({ 'grants.nextAttemptAt': 1 }, { sparse: true });
dossierSchema.index({ exitCheckAt: 1 }, { sparse: true });
// Dirigeants whose linking was cut short.
dossierSchema.index({ 'dirigeantsToLink._id': 1 }, { sparse: true });
dossierSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const Dossier = model('Dossier', dossierSchema);

/** The derived fields of a dossier, to be written whenever its code, name or SIREN is. */
export function dossierKeys(
  code: string,
  raisonSociale: string,
  siren?: string,
): { codeKey: string; searchKeys: string[] } {
  const codeKey = foldText(code);
  const searchKeys = [...new Set([codeKey, ...(siren ? [siren] : []), ...foldText(raisonSociale).split(' ')])];
  return { codeKey, searchKeys: searchKeys.filter(Boolean) };
}
