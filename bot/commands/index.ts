/** The table of contents of what can be typed. A test checks that every file of this folder is listed. */
import { addDirigeantCommand } from './add-dirigeant.ts';
import { addInterlocuteurCommand } from './add-interlocuteur.ts';
import type { Command } from './command.ts';
import { convertTraCommand } from './convert-tra.ts';
import { createApiKeyCommand } from './create-api-key.ts';
import { createDossierCommand } from './create-dossier.ts';
import { createPartnerCommand } from './create-partner.ts';
import { deactivateInterlocuteurCommand } from './deactivate-interlocuteur.ts';
import { exitClientCommand } from './exit-client.ts';
import { exportPortfolioCommand } from './export-portfolio.ts';
import { greet } from './greet.ts';
import { help } from './help.ts';
import { importDossiersCommand } from './import-dossiers.ts';
import { inviteClientCommand } from './invite-client.ts';
import { linkInterlocuteurCommand } from './link-interlocuteur.ts';
import { listApiKeysCommand } from './list-api-keys.ts';
import { listInterlocuteursCommand } from './list-interlocuteurs.ts';
import { listInvitationsCommand } from './list-invitations.ts';
import { listLayoutsCommand } from './list-layouts.ts';
import { listOffersCommand } from './list-offers.ts';
import { listPartnersCommand } from './list-partners.ts';
import { modifyInterlocuteurCommand } from './modify-interlocuteur.ts';
import { proposeService } from './propose-service.ts';
import { reactivateInterlocuteurCommand } from './reactivate-interlocuteur.ts';
import { removeInterlocuteurCommand } from './remove-interlocuteur.ts';
import { resumeDraftsCommand } from './resume-drafts.ts';
import { showDossier } from './show-dossier.ts';
import { showInterlocuteurCommand } from './show-interlocuteur.ts';
import { showPortfolio } from './show-portfolio.ts';
import { speakEnglish } from './speak-english.ts';
import { speakFrench } from './speak-french.ts';
import { whereIs } from './where-is.ts';

/**
 * In the order in which a whole sentence is tried: an invitation, which takes any sentence with an address, comes after
 * those that name something more.
 */
export const COMMANDS: readonly Command[] = [
  proposeService,
  whereIs,
  importDossiersCommand,
  exportPortfolioCommand,
  convertTraCommand,
  createPartnerCommand,
  createDossierCommand,
  showDossier,
  exitClientCommand,
  addDirigeantCommand,
  addInterlocuteurCommand,
  modifyInterlocuteurCommand,
  deactivateInterlocuteurCommand,
  reactivateInterlocuteurCommand,
  removeInterlocuteurCommand,
  linkInterlocuteurCommand,
  showInterlocuteurCommand,
  listInterlocuteursCommand,
  inviteClientCommand,
  showPortfolio,
  listInvitationsCommand,
  listOffersCommand,
  resumeDraftsCommand,
  createApiKeyCommand,
  listApiKeysCommand,
  listPartnersCommand,
  listLayoutsCommand,
  help,
  greet,
  speakEnglish,
  speakFrench,
];
