import type { DossierMatch } from '../workflows/dossiers/find-dossiers.ts';
import type { DossierChoice } from './cards/invitation-form-card.ts';

/** A dossier as cards show it. */
export function toDossierChoice({ _id, code, raisonSociale }: DossierLike): DossierChoice {
  return { id: String(_id), code, raisonSociale };
}

type DossierLike = { _id: unknown; code: string; raisonSociale: string };

/** The dossiers among which a person must choose, as the card shows them. */
export function toDossierChoices(match: DossierMatch): { dossiers: DossierChoice[]; hasMore: boolean } | undefined {
  if (match.kind !== 'several') return undefined;
  const dossiers = match.dossiers.map(({ _id, code, raisonSociale }) => ({ id: String(_id), code, raisonSociale }));
  return { dossiers, hasMore: match.hasMore };
}
