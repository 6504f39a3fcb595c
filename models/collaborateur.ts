/** A member of the firm's staff, known by Entra object id (design, section 5). */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';
import type { StaffRole } from '../config.ts';

export const STAFF_ROLES: StaffRole[] = ['administrateur', 'collaborateur', 'gestionnaire-client', 'referent'];

const collaborateurSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    entraObjectId: { type: String, required: true, lowercase: true },
    displayName: { type: String, required: true },
    email: { type: String },
    roles: { type: [{ type: String, enum: STAFF_ROLES, required: true }], required: true },
    /** Kept when the person asks for it (`english`, `français`); the Teams client's locale is not reason enough. */
    locale: { type: String, enum: ['fr', 'en'] },
    isActive: { type: Boolean, required: true, default: true },
    /** Entra said that they are no longer a member, or disabled; when it says otherwise, they come back. */
    isInactiveByEntra: { type: Boolean },
    /** When Entra last said that this is a member of the tenant. */
    checkedAt: { type: Date },
  },
  { collection: 'collaborateurs', versionKey: false, timestamps: true },
);
collaborateurSchema.index({ cabinetId: 1, entraObjectId: 1 }, { unique: true });

export type CollaborateurRecord = InferSchemaType<typeof collaborateurSchema> & { _id: Types.ObjectId };
export const Collaborateur = model('Collaborateur', collaborateurSchema);
