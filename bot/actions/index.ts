/** The table of contents of what can be clicked. A test checks that every verb and every file is listed. */
import type { Action } from './action.ts';
import { addDirigeant } from './add-dirigeant.ts';
import { answerAddressDoubt } from './answer-address-doubt.ts';
import { askChangePlan } from './ask-change-plan.ts';
import { askCorrectEmail } from './ask-correct-email.ts';
import { askDeactivateInterlocuteur } from './ask-deactivate-interlocuteur.ts';
import { askDirigeant } from './ask-dirigeant.ts';
import { askEditOffer } from './ask-edit-offer.ts';
import { askEditPartner } from './ask-edit-partner.ts';
import { askEndOffer } from './ask-end-offer.ts';
import { askLinkDossiers } from './ask-link-dossiers.ts';
import { askPartnerWebhook } from './ask-partner-webhook.ts';
import { askRemoveAccess } from './ask-remove-access.ts';
import { askRemoveInterlocuteur } from './ask-remove-interlocuteur.ts';
import { askRevokeApiKey } from './ask-revoke-api-key.ts';
import { askRevokePartner } from './ask-revoke-partner.ts';
import { askRevokePartnerKey } from './ask-revoke-partner-key.ts';
import { askRevokePlan } from './ask-revoke-plan.ts';
import { askRotatePartnerKey } from './ask-rotate-partner-key.ts';
import { askUnlinkDossier } from './ask-unlink-dossier.ts';
import { beginPlan } from './begin-plan.ts';
import { cancelInvitation } from './cancel-invitation.ts';
import { cancelPortfolioImport } from './cancel-portfolio-import.ts';
import { changePartnerWebhook } from './change-partner-webhook.ts';
import { changePlan } from './change-plan.ts';
import { chooseConversionAgain } from './choose-conversion-again.ts';
import { chooseInterlocuteur } from './choose-interlocuteur.ts';
import { confirmExit } from './confirm-exit.ts';
import { confirmLayout } from './confirm-layout.ts';
import { confirmPortfolioImport } from './confirm-portfolio-import.ts';
import { convertTra } from './convert-tra.ts';
import { correctEmail } from './correct-email.ts';
import { createApiKey } from './create-api-key.ts';
import { createPartner } from './create-partner.ts';
import { deactivateInterlocuteur } from './deactivate-interlocuteur.ts';
import { downloadFec } from './download-fec.ts';
import { dropDossier } from './drop-dossier.ts';
import { dropInterlocuteur } from './drop-interlocuteur.ts';
import { dropPlan } from './drop-plan.ts';
import { editDossier } from './edit-dossier.ts';
import { editInterlocuteur } from './edit-interlocuteur.ts';
import { editLayout } from './edit-layout.ts';
import { editOffer } from './edit-offer.ts';
import { editPartner } from './edit-partner.ts';
import { editPlan } from './edit-plan.ts';
import { endOffer } from './end-offer.ts';
import { exportPortfolio } from './export-portfolio.ts';
import { getDepositLink } from './get-deposit-link.ts';
import { getImportReport } from './get-import-report.ts';
import { hideDossierImports } from './hide-dossier-imports.ts';
import { inviteDirigeants } from './invite-dirigeants.ts';
import { inviteInterlocuteur } from './invite-interlocuteur.ts';
import { linkDossiers } from './link-dossiers.ts';
import { listDossierImports } from './list-dossier-imports.ts';
import { modifyInterlocuteur } from './modify-interlocuteur.ts';
import { moreColumns } from './more-columns.ts';
import { pagePortfolio } from './page-portfolio.ts';
import { reactivateInterlocuteur } from './reactivate-interlocuteur.ts';
import { removeAccess } from './remove-access.ts';
import { removeInterlocuteur } from './remove-interlocuteur.ts';
import { removePartnerWebhook } from './remove-partner-webhook.ts';
import { reopenDossier } from './reopen-dossier.ts';
import { resendInvitation } from './resend-invitation.ts';
import { resumeDraft } from './resume-draft.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { revokePartner } from './revoke-partner.ts';
import { revokePartnerKey } from './revoke-partner-key.ts';
import { revokePlan } from './revoke-plan.ts';
import { rotatePartnerKey } from './rotate-partner-key.ts';
import { runCommand } from './run-command.ts';
import { saveDossier } from './save-dossier.ts';
import { saveInterlocuteur } from './save-interlocuteur.ts';
import { sendInvitation } from './send-invitation.ts';
import { startPlan } from './start-plan.ts';
import { submitPlan } from './submit-plan.ts';
import { unlinkDossier } from './unlink-dossier.ts';
import { viewConversion } from './view-conversion.ts';
import { viewDossier } from './view-dossier.ts';
import { viewExit } from './view-exit.ts';
import { viewInterlocuteur } from './view-interlocuteur.ts';
import { viewInterlocuteurs } from './view-interlocuteurs.ts';
import { viewInvitation } from './view-invitation.ts';
import { viewLayout } from './view-layout.ts';
import { viewLayouts } from './view-layouts.ts';
import { viewPartner } from './view-partner.ts';
import { viewPartners } from './view-partners.ts';
import { viewPlan } from './view-plan.ts';
import { viewPortfolioImport } from './view-portfolio-import.ts';

export const ACTIONS: readonly Action[] = [
  runCommand,
  sendInvitation,
  cancelInvitation,
  viewInvitation,
  resendInvitation,
  askCorrectEmail,
  correctEmail,
  askRemoveAccess,
  removeAccess,
  askChangePlan,
  askEditOffer,
  askEndOffer,
  askRevokePlan,
  changePlan,
  confirmExit,
  dropPlan,
  editOffer,
  editPlan,
  endOffer,
  hideDossierImports,
  listDossierImports,
  pagePortfolio,
  reopenDossier,
  revokePlan,
  beginPlan,
  startPlan,
  submitPlan,
  viewDossier,
  viewExit,
  viewPlan,
  viewInterlocuteur,
  viewInterlocuteurs,
  chooseInterlocuteur,
  saveInterlocuteur,
  editInterlocuteur,
  dropInterlocuteur,
  answerAddressDoubt,
  modifyInterlocuteur,
  inviteInterlocuteur,
  askDeactivateInterlocuteur,
  deactivateInterlocuteur,
  reactivateInterlocuteur,
  askRemoveInterlocuteur,
  removeInterlocuteur,
  askLinkDossiers,
  linkDossiers,
  askUnlinkDossier,
  unlinkDossier,
  resumeDraft,
  saveDossier,
  editDossier,
  dropDossier,
  inviteDirigeants,
  askDirigeant,
  addDirigeant,
  viewPortfolioImport,
  getDepositLink,
  confirmPortfolioImport,
  cancelPortfolioImport,
  getImportReport,
  exportPortfolio,
  createApiKey,
  askRevokeApiKey,
  revokeApiKey,
  viewPartners,
  viewPartner,
  createPartner,
  askEditPartner,
  editPartner,
  askRotatePartnerKey,
  rotatePartnerKey,
  askRevokePartnerKey,
  revokePartnerKey,
  askRevokePartner,
  revokePartner,
  askPartnerWebhook,
  changePartnerWebhook,
  removePartnerWebhook,
  viewLayouts,
  viewLayout,
  editLayout,
  moreColumns,
  confirmLayout,
  viewConversion,
  convertTra,
  chooseConversionAgain,
  downloadFec,
] as unknown as Action[];
