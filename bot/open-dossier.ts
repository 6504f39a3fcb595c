/** From a typed code or name to the dossier's card, or to the choice between those that fit. */
import { findDossiers } from '../workflows/dossiers/find-dossiers.ts';
import { showRecord } from './actions/show-record.ts';
import { chooseDossierCard } from './cards/choose-dossier-card.ts';
import type { BotContext } from './context.ts';
import { toDossierChoices } from './dossier-choices.ts';
import type { Answer } from './turn.ts';

export async function openDossier(context: BotContext, typed: string, kind: 'dossier' | 'exit'): Promise<Answer> {
  const { locale, cabinetId } = context.staff;
  const match = typed ? await findDossiers(cabinetId, typed) : ({ kind: 'none' } as const);
  if (match.kind === 'one') return showRecord(context, kind, { dossierId: String(match.dossier._id) });
  const choices = toDossierChoices(match) ?? { dossiers: [], hasMore: false };
  return chooseDossierCard({ locale, typed, ...choices, opens: kind === 'exit' ? 'exit.view' : 'dossier.view' });
}
