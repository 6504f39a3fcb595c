import type { InvitationLine } from '../../workflows/invitations/list-invitations.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, note, paragraph, plain, title } from './parts.ts';

type ListData = { locale: Locale; lines: InvitationLine[]; waiting: number; hasMore: boolean };

/** The latest invitations; a line opens its card. */
export function invitationsCard({ locale, lines, waiting, hasMore }: ListData): Answer {
  const t = words(locale);
  return {
    summary: t('list.summary'),
    card: card({
      speak: t('list.summary'),
      body: [
        title(t('list.title')),
        lines.length > 0 ? paragraph(t('list.waiting', { count: waiting })) : paragraph(t('list.none')),
        ...lines.map((line) => invitationRow(locale, line)),
        hasMore && note(t('list.more')),
      ],
      buttons: [button(t('buttons.invite'), 'command.run', { command: 'invite-client' })],
    }),
  };
}

function invitationRow(locale: Locale, line: InvitationLine): Element {
  const t = words(locale);
  const { interlocuteurId, dossierId, dossierCode, status } = line;
  const who = t('list.line', { person: plain(personName(line)), dossier: plain(dossierCode) });
  return {
    type: 'Container',
    separator: true,
    spacing: 'Small',
    selectAction: button(t('buttons.see'), 'invitation.view', { interlocuteurId, dossierId }),
    items: [paragraph(who, { weight: 'Bolder' }), note(t(`status.${status}`))],
  };
}
