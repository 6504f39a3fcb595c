import type { GuestState } from '../../models/interlocuteur.ts';
import type { InvitationView } from '../../workflows/invitations/get-invitation.ts';
import type { InviteOutcome } from '../../workflows/invitations/invite-client.ts';
import { formatMoment, formatTime, type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { banner, button, card, type Element, execute, facts, note, paragraph, plain, title } from './parts.ts';

type InvitationCardData = {
  locale: Locale;
  timeZone: string;
  invitation: InvitationView;
  remark?: InvitationRemark;
};

/** Said once, right after an act. */
export type InvitationRemark = InviteOutcome['kind'] | 'stale-click' | undefined;

const GROUND = {
  'not-invited': 'emphasis',
  inviting: 'accent',
  pending: 'warning',
  accepted: 'good',
  refused: 'attention',
  removed: 'emphasis',
} as const satisfies Record<GuestState, string>;

/** The state of one invitation. The same card from the click to « Opérationnel ». */
export function invitationCard({ locale, timeZone, invitation, remark }: InvitationCardData): Answer {
  const t = words(locale);
  const { person, dossier, status, interlocuteurId, dossierId } = invitation;
  const name = personName(person);
  const moment = (at: Date | undefined) => at && formatMoment(locale, timeZone, at);
  const summary = t('invitation.summary', { person: name, status: t(`status.${status}`) });

  return {
    summary,
    shows: { kind: 'invitation', refs: { interlocuteurId, dossierId }, watches: [interlocuteurId] },
    card: card({
      speak: summary,
      refresh: execute('invitation.view', { interlocuteurId, dossierId }),
      body: [
        title(t('invitation.title', { person: plain(name) })),
        banner(t('invitation.teamsStatus', { status: t(`status.${status}`) }), GROUND[status]),
        ...explanations(locale, timeZone, invitation, remark),
        facts([
          [t('invitation.dossier'), plain(`${dossier.code} · ${dossier.raisonSociale}`)],
          [t('invitation.email'), plain(person.email)],
          [t('invitation.qualite'), t(`qualiteShort.${person.qualite}`)],
          [t('invitation.mobile'), person.mobile],
          [t('invitation.requestedBy'), invitation.requestedBy && plain(invitation.requestedBy)],
          invitation.sentAt
            ? [t('invitation.sentAt'), moment(invitation.sentAt)]
            : [t('invitation.requestedAt'), moment(invitation.requestedAt)],
          [t('invitation.acceptedAt'), moment(invitation.acceptedAt)],
          [t('invitation.removedAt'), status === 'removed' ? moment(invitation.removedAt) : undefined],
          [
            t('invitation.team'),
            invitation.team &&
              t(`invitation.teamState.${teamState(invitation)}`, { team: plain(invitation.team.name) }),
          ],
        ]),
      ],
      buttons: buttonsFor(locale, invitation),
    }),
  };
}

/** Nobody joins a team before being a guest. */
function teamState({ status, team }: InvitationView): string | undefined {
  const isGuest = status === 'pending' || status === 'accepted';
  return team?.state === 'to-join' && !isGuest ? 'waiting' : team?.state;
}

function explanations(
  locale: Locale,
  timeZone: string,
  { status, refusal, delayed, wasKnown, withdrawal, removedBecause }: InvitationView,
  remark: InvitationCardData['remark'],
): (Element | undefined | false)[] {
  const t = words(locale);
  return [
    remark === 'stale-click' && paragraph(t('invitation.staleClick')),
    remark && remark !== 'stale-click' && remark !== 'invited' && paragraph(t(`invitation.already.${remark}`)),
    status === 'inviting' && !delayed && note(t('invitation.invitingNote')),
    delayed && note(t('invitation.delayedNote', { time: formatTime(locale, timeZone, delayed.nextAttemptAt) })),
    status === 'pending' && note(t('invitation.pendingNote')),
    status === 'accepted' && note(t('invitation.acceptedNote')),
    status === 'accepted' && wasKnown && note(t('invitation.recognisedNote')),
    status === 'refused' && refusal && paragraph(t(`errors.${refusal}`)),
    status === 'removed' && removedBecause === 'gone-from-tenant' && paragraph(t('invitation.goneFromTenant')),
    status === 'removed' && removedBecause === 'client-left' && paragraph(t('invitation.clientLeft')),
    withdrawal && note(t(`invitation.withdrawal.${withdrawal}`)),
  ];
}

function buttonsFor(locale: Locale, { status, interlocuteurId, dossierId, generation }: InvitationView): Element[] {
  const t = words(locale);
  const data = { interlocuteurId, dossierId, generation };
  const resend = (name: string) => button(name, 'invitation.resend', data);
  const correct = button(t('buttons.correct'), 'invitation.correct-ask', data);
  const remove = button(t('buttons.remove'), 'invitation.remove-ask', data);
  switch (status) {
    case 'inviting':
    case 'accepted':
      return [correct, remove];
    case 'pending':
      return [resend(t('buttons.resend')), correct, remove];
    case 'refused':
      return [correct, resend(t('buttons.retry')), remove];
    case 'not-invited':
    case 'removed':
      return [resend(t('buttons.inviteAgain'))];
  }
}
