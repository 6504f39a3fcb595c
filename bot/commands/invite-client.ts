import { listTeams } from '../../workflows/conversations/remember-conversation.ts';
import { findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { invitationFormCard } from '../cards/invitation-form-card.ts';
import { toDossierChoices } from '../dossier-choices.ts';
import { readInvitationSentence } from '../understanding/read-invitation-sentence.ts';
import type { Command } from './command.ts';

// No « @ » on either side of it: a line of them would otherwise be tried in every possible way.
const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/;
// As typed, accents and all: « invités » are people, « inviter » is a demand.
const INVITING = /^(?:\S+\s+){0,4}?invit(?:e|er|ez|ons)(?![\p{L}\d])/u;

/** Opens the invitation card, filled with whatever the sentence already said. */
export const inviteClientCommand: Command = {
  name: 'invite-client',
  titles: { fr: 'inviter un client', en: 'invite a client' },
  synonyms: [
    'inviter',
    'invite',
    'invitez',
    'nouvel invite',
    'nouvelle invitation',
    'ajouter un client',
    'ajouter un invite',
    'inviter quelqu un',
    'creer une invitation',
    'invite someone',
    'add a guest',
  ],
  matches: (text) => EMAIL.test(text) || INVITING.test(text.toLowerCase()),
  async run({ staff }, text) {
    const { locale, cabinetId } = staff;
    const { dossier, ...form } = readInvitationSentence(text);
    const [match, teams] = await Promise.all([
      dossier ? findDossiers(cabinetId, dossier) : undefined,
      listTeams(cabinetId),
    ]);
    if (!match) return invitationFormCard({ locale, form, teams });
    if (match.kind === 'one') {
      const { code, raisonSociale } = match.dossier;
      return invitationFormCard({ locale, form: { ...form, dossier: code }, raisonSociale, teams });
    }
    const choices = toDossierChoices(match);
    const faults = { dossier: match.kind === 'none' ? 'dossier-none' : 'dossier-several' } as const;
    return invitationFormCard({ locale, form: { ...form, dossier }, faults, choices, teams });
  },
};
