import type { ComposeInvitationMail } from '../../workflows/invitations/send-invitation.ts';
import { personName, words } from '../locales/index.ts';
import { escapeHtml, mailButton, mailLayout, mailParagraph } from './layout.ts';

/** The invitation itself, in French: Microsoft's own mail would drop the personal message and speak English. */
export const invitationMail: ComposeInvitationMail = (data) => {
  const t = words('fr');
  const { firmName: firm, inviterName: inviter, personalMessage, redeemUrl } = data;
  const small = 'color:#5b6770;font-size:13px;line-height:19px;';
  const content = [
    mailParagraph(t('mail.hello', { person: personName(data) })),
    mailParagraph(t('mail.intro', { inviter, firm })),
    personalMessage ? quotation(t('mail.messageFrom', { inviter }), personalMessage) : '',
    mailParagraph(t('mail.steps')),
    mailButton(t('mail.button'), redeemUrl),
    mailParagraph(t('mail.password')),
    mailParagraph(t('mail.signature', { firm })),
    '<hr style="border:0;border-top:1px solid #e1e5e8;margin:20px 0;">',
    mailParagraph(t('mail.legal', { firm }), small),
    mailParagraph(t('mail.ignore'), small),
  ].join('\n');
  const subject = t('mail.subject', { firm });
  return { subject, html: mailLayout({ locale: 'fr', heading: firm, content }) };
};

function quotation(heading: string, message: string): string {
  return (
    '<div style="margin:0 0 16px;padding:12px 16px;border-left:3px solid #e0a526;background:#faf7ef;">' +
    `<p style="margin:0 0 6px;color:#5b6770;font-size:13px;">${escapeHtml(heading)}</p>` +
    `<p style="margin:0;">${escapeHtml(message).replaceAll('\n', '<br>')}</p></div>`
  );
}
