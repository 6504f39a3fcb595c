/** A page where one person may hand in a file, for an hour. Only the fingerprint of the secret in its address is kept. */
import { model, Schema, type Types } from 'mongoose';

/** What the page asks for; what comes is told by its content. */
export const UPLOAD_PURPOSES = ['dossiers', 'tra'] as const;
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number];

export type UploadLinkRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  /** SHA-256 of the address's 256 random bits. */
  tokenHash: string;
  /** In whose name the file is handed in. */
  collaborateurId: Types.ObjectId;
  /** The place on a card where the outcome is to be shown. */
  slotId: Types.ObjectId;
  /** Missing in addresses of before there were several. */
  purpose?: UploadPurpose;
  expiresAt: Date;
};

const uploadLinkSchema = new Schema<UploadLinkRecord>(
  {
    cabinetId: { type: String, required: true },
    tokenHash: { type: String, required: true },
    collaborateurId: { type: Schema.Types.ObjectId, required: true },
    slotId: { type: Schema.Types.ObjectId, required: true },
    purpose: { type: String, enum: UPLOAD_PURPOSES },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'upload_links', versionKey: false },
);
uploadLinkSchema.index({ tokenHash: 1 }, { unique: true });
// Kept a day longer: « expired » is better said than « unknown ».
uploadLinkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 });

export const UploadLink = model('UploadLink', uploadLinkSchema);
