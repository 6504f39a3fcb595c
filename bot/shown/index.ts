/** Each card that follows a record, and how it is made. The job that refreshes cards and the buttons both read this. */
import type { ShownKind } from '../../models/shown-card.ts';
import { showConversionCard } from './conversion.ts';
import { showDossierCard } from './dossier.ts';
import { showExitCard } from './exit.ts';
import { showInterlocuteurCard } from './interlocuteur.ts';
import { showInvitationCard } from './invitation.ts';
import { showLayoutCard } from './layout.ts';
import { showPlanCard } from './plan.ts';
import { showPortfolioImport } from './portfolio-import.ts';
import type { ShowRecord } from './shown.ts';

export const SHOWN: Record<ShownKind, ShowRecord> = {
  invitation: showInvitationCard,
  interlocuteur: showInterlocuteurCard,
  plan: showPlanCard,
  dossier: showDossierCard,
  exit: showExitCard,
  'portfolio-import': showPortfolioImport,
  conversion: showConversionCard,
  layout: showLayoutCard,
};
