import { Types } from 'mongoose';
import { listTeams } from '../../workflows/conversations/remember-conversation.ts';
import { type DossierMatch, findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { checkInvitationForm, type FormFaults } from '../../workflows/invitations/check-invitation-form.ts';
import { inviteClient } from '../../workflows/invitations/invite-client.ts';
import { invitationFormCard, NO_TEAM } from '../cards/invitation-form-card.ts';
import { toDossierChoices } from '../dossier-choices.ts';
import { defineAction } from './action.ts';
import { showInvitation } from './show-invitation.ts';

/** The submitted form: every fault at once beside its field, or the invitation under way. */
export const sendInvitation = defineAction('invitation.send', async (context, form) => {
  const { services, staff } = context;
  const { locale, cabinetId } = staff;
  const [checked, match, teams] = await Promise.all([
    checkInvitationForm(form),
    findDossiers(cabinetId, form.dossier),
    listTeams(cabinetId),
  ]);
  const dossierId = chosenDossier(match, form.dossierId);
  const teamId = form.teamId === NO_TEAM || form.teamId === '' ? undefined : form.teamId;
  const faults: FormFaults = {
    ...(checked.ok ? {} : checked.faults),
    ...(!dossierId && { dossier: dossierFault(form.dossier, match) }),
    ...(teamId && !teams.some(({ aadGroupId }) => aadGroupId === teamId) && { teamId: 'team-unknown' as const }),
  };
  if (!checked.ok || !dossierId || Object.keys(faults).length > 0) {
    const raisonSociale = match.kind === 'one' ? match.dossier.raisonSociale : undefined;
    return invitationFormCard({ locale, form, faults, raisonSociale, choices: toDossierChoices(match), teams });
  }
  const outcome = await inviteClient(services, staff, {
    ...checked.value,
    dossierId: new Types.ObjectId(dossierId),
    teamId,
  });
  const shown = { interlocuteurId: String(outcome.interlocuteurId), dossierId };
  return showInvitation(context, shown, outcome.kind);
});

/** The one that fits, or the one chosen among those that fit what is typed now: an older choice does not count. */
function chosenDossier(match: DossierMatch, chosenId: string): string | undefined {
  if (match.kind === 'one') return String(match.dossier._id);
  if (match.kind === 'none') return undefined;
  return match.dossiers.map(({ _id }) => String(_id)).find((id) => id === chosenId);
}

function dossierFault(typed: string, match: DossierMatch): FormFaults['dossier'] {
  if (!typed.trim()) return 'required';
  return match.kind === 'none' ? 'dossier-none' : 'dossier-several';
}
