/** The catalogue of services that a firm offers its clients (domain 67, 68, 80, 81): data, edited by an administrateur. */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';
import { outboxSchema } from './outbox.ts';

/** What a service opens to the person it is granted to. */
export const CLIENT_RIGHTS = [
  /** Consult the GED and deposit documents (domain 69). */
  'ged.consult',
  'ged.deposit',
  /** The Dashboard of the mobile application (domain 69). */
  'mobile.dashboard',
  /** Consult the accounting dossier and print statements, read only (domain 72, 73). */
  'dossier.read',
  /** Keep the books in every module except « Révision » (domain 74, 75). */
  'dossier.write',
  /** Valider and Rejeter partner imports (domain 20). */
  'imports.decide',
  /** Follow the company's finances in Cegid Flow (domain 78). */
  'flow.follow',
] as const;
export type ClientRight = (typeof CLIENT_RIGHTS)[number];

/** The mails that a service sends when it is opened (domain 94 to 100), in their order. */
export const OFFER_MAILS = ['access', 'access-before-flow', 'flow-app'] as const;
export type OfferMailKey = (typeof OFFER_MAILS)[number];

const offerSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    code: { type: String, required: true },
    label: { fr: { type: String, required: true }, en: { type: String, required: true } },
    description: { fr: { type: String, required: true }, en: { type: String, required: true } },
    /** Needs a subscription, confirmed when the service is opened (domain 77). */
    isPaid: { type: Boolean, required: true },
    rights: { type: [{ type: String, enum: CLIENT_RIGHTS, required: true }], required: true },
    mails: { type: [{ type: String, enum: OFFER_MAILS, required: true }], required: true },
    /** Where the client downloads the application, when the firm wants to name one address. */
    downloadUrl: { type: String },
    /** Present in the application management of the domain (domain 79): otherwise it cannot be opened. */
    isPresent: { type: Boolean, required: true, default: true },
    /** Order in lists. */
    rank: { type: Number, required: true },
    version: { type: Number, required: true, default: 1 },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'offers', versionKey: false, timestamps: true },
);
offerSchema.index({ cabinetId: 1, code: 1 }, { unique: true });
offerSchema.index({ 'outbox.at': 1 }, { sparse: true });

export type OfferRecord = InferSchemaType<typeof offerSchema> & { _id: Types.ObjectId };
export const Offer = model('Offer', offerSchema);
