/** A Teams team where the bot is installed: clients may be added to it. */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

const teamSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    /** Entra group id: what Graph calls the team's id. */
    aadGroupId: { type: String, required: true },
    /** The `19:…` id that activities carry. */
    teamId: { type: String },
    name: { type: String, required: true },
    isInstalled: { type: Boolean, required: true, default: true },
  },
  { collection: 'teams', versionKey: false, timestamps: true },
);
teamSchema.index({ cabinetId: 1, aadGroupId: 1 }, { unique: true });

export type TeamRecord = InferSchemaType<typeof teamSchema> & { _id: Types.ObjectId };
export const Team = model('Team', teamSchema);
