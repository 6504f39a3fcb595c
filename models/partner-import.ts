/** A partner's accounting file on a dossier (domain 157 to 197), as far as opening the dossier must know of it. */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

export const PARTNER_IMPORT_STATES = ['receiving', 'awaiting', 'error', 'rejected', 'booked', 'cancelled'] as const;
export type PartnerImportState = (typeof PARTNER_IMPORT_STATES)[number];

/** From each state, the states it may go to (design, section 7). */
export const PARTNER_IMPORT_TRANSITIONS: Record<PartnerImportState, readonly PartnerImportState[]> = {
  receiving: ['awaiting', 'error', 'cancelled'],
  awaiting: ['booked', 'rejected', 'cancelled'],
  error: ['rejected', 'cancelled'],
  rejected: [],
  booked: [],
  cancelled: [],
};

const partnerImportSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    dossierId: { type: Schema.Types.ObjectId, required: true },
    partner: { type: String, required: true },
    /** Not a key: several imports may have the same (domain 170). */
    fileName: { type: String, required: true },
    format: { type: String, required: true },
    status: { type: String, enum: PARTNER_IMPORT_STATES, required: true },
  },
  { collection: 'partner_imports', versionKey: false, timestamps: true },
);
partnerImportSchema.index({ cabinetId: 1, dossierId: 1, status: 1, createdAt: -1 });

export type PartnerImportRecord = InferSchemaType<typeof partnerImportSchema> & {
  _id: Types.ObjectId;
  createdAt: Date;
};
export const PartnerImport = model('PartnerImport', partnerImportSchema);
