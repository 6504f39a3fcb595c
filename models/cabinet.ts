/** The accounting firm. One deployment can serve several; each has its own Microsoft 365 tenant. */
import { model, Schema } from 'mongoose';

export type CabinetRecord = {
  /** Our own identifier, on every other document as `cabinetId`. */
  _id: string;
  tenantId: string;
  name: string;
  /** Language of those who have not asked for another. */
  locale: 'fr' | 'en';
  settings: {
    /** Days after which whoever sent an invitation still pending is reminded, once. */
    invitationReminderDays: number;
  };
};

const cabinetSchema = new Schema<CabinetRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    name: { type: String, required: true },
    locale: { type: String, enum: ['fr', 'en'], default: 'fr' },
    settings: { invitationReminderDays: { type: Number, default: 7, min: 1 } },
  },
  { collection: 'cabinets', versionKey: false, timestamps: true },
);
cabinetSchema.index({ tenantId: 1 }, { unique: true });

export const Cabinet = model('Cabinet', cabinetSchema);
