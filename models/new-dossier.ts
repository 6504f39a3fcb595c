import { Types } from 'mongoose';
import { type DirigeantToLink, type DossierRecord, dossierKeys } from './dossier.ts';
import type { OutboxEvent } from './outbox.ts';

/** What is known of a company when its dossier is made. */
export type DossierDetails = Pick<DossierRecord, 'code' | 'raisonSociale' | 'ape' | 'pays'> &
  Partial<
    Pick<
      DossierRecord,
      | ('siren' | 'nic' | 'adresse' | 'codePostal' | 'ville')
      | ('maitreDuDossierId' | 'chefDeMissionId' | 'dirigeantsToLink' | 'createdBy')
    >
  >;

type NewDossier = DossierDetails & { _id?: Types.ObjectId; cabinetId: string; at: Date; outbox: OutboxEvent[] };

/** A whole new dossier, with every default: the same whether one is written or thousands, past the model's own hands. */
export function newDossier({
  _id = new Types.ObjectId(),
  cabinetId,
  at,
  outbox,
  ...details
}: NewDossier): DossierRecord {
  const { code, raisonSociale, siren } = details;
  const known = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  const dirigeantsToLink: DirigeantToLink[] = details.dirigeantsToLink ?? [];
  return {
    ...(known as DossierDetails),
    ...{ _id, cabinetId, ...dossierKeys(code, raisonSociale, siren), dirigeantsToLink },
    ...{ status: 'active', offers: [], grants: [], version: 1, outbox, createdAt: at, updatedAt: at },
  };
}
