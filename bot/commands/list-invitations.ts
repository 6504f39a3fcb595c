import { listInvitations } from '../../workflows/invitations/list-invitations.ts';
import { invitationsCard } from '../cards/invitations-card.ts';
import type { Command } from './command.ts';

export const listInvitationsCommand: Command = {
  name: 'list-invitations',
  titles: { fr: 'invitations', en: 'invitations' },
  synonyms: ['mes invitations', 'les invitations', 'invitations en cours', 'suivi des invitations', 'list invitations'],
  async run({ staff }) {
    return invitationsCard({ locale: staff.locale, ...(await listInvitations(staff.cabinetId)) });
  },
};
