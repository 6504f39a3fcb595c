/** A client file of the firm. Its code is the firm's own; near-identical codes are normal (domain 62). */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';
import { foldText } from './fold-text.ts';

const dossierSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    code: { type: String, required: true },
    raisonSociale: { type: String, required: true },
    /** Folded code: two dossiers may not differ by case or accents alone. */
    codeKey: { type: String, required: true },
    /** Folded code and words of the name: a prefix of any of them is answered by an index. */
    searchKeys: { type: [String], required: true },
    maitreDuDossierId: { type: Schema.Types.ObjectId },
    /** Also called engagement manager or responsable portefeuille (domain 12, 13). */
    chefDeMissionId: { type: Schema.Types.ObjectId },
  },
  { collection: 'dossiers', versionKey: false, timestamps: true },
);
dossierSchema.index({ cabinetId: 1, codeKey: 1 }, { unique: true });
dossierSchema.index({ cabinetId: 1, searchKeys: 1 });

export type DossierRecord = InferSchemaType<typeof dossierSchema> & { _id: Types.ObjectId };
export const Dossier = model('Dossier', dossierSchema);

/** The derived fields of a dossier, to be written whenever its code or name is. */
export function dossierKeys(code: string, raisonSociale: string): { codeKey: string; searchKeys: string[] } {
  const codeKey = foldText(code);
  const searchKeys = [...new Set([codeKey, ...foldText(raisonSociale).split(' ')])].filter(Boolean);
  return { codeKey, searchKeys };
}
