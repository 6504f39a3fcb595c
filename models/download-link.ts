/** An address where a generated file may be fetched for a week. Only the fingerprint of its secret is kept. */
import { model, Schema, type Types } from 'mongoose';

/** What is made when the address is asked for; nothing is kept ready. */
export type Downloadable =
  | { kind: 'import-report'; importId: string; locale: 'fr' | 'en' }
  | { kind: 'portfolio-export'; format: 'csv' | 'xlsx'; locale: 'fr' | 'en' }
  | { kind: 'fec'; conversionId: string; locale: 'fr' | 'en' };

export type DownloadLinkRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  /** SHA-256 of the address's 256 random bits. */
  tokenHash: string;
  file: Downloadable;
  /** Whoever asked for it: the link dies with their access. */
  collaborateurId: Types.ObjectId;
  expiresAt: Date;
};

const downloadLinkSchema = new Schema<DownloadLinkRecord>(
  {
    cabinetId: { type: String, required: true },
    tokenHash: { type: String, required: true },
    file: { type: Schema.Types.Mixed, required: true },
    collaborateurId: { type: Schema.Types.ObjectId, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'download_links', versionKey: false },
);
downloadLinkSchema.index({ tokenHash: 1 }, { unique: true });
downloadLinkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 });

export const DownloadLink = model('DownloadLink', downloadLinkSchema);
